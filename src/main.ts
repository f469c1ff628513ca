import { startDesk } from './app';
import { readConfig } from './config';
import { AppError } from './errors';
import { releaseGarbage } from './release-garbage';
import { createLogger } from './observability/logger';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const desk = await startDesk(config, createLogger(config.logLevel));
  releaseGarbage();
  const address = config.publicUrl ?? `http://localhost:${desk.port}/`;
  process.stdout.write(`${desk.city}の窓口が開きました${desk.demonstration ? '（見本）' : ''}: ${address}\n`);
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1); // asked twice
    stopping = true;
    desk.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const line =
    error instanceof AppError
      ? `${error.code}: ${error.message}`
      : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${line}\n`);
  process.exit(1);
});
