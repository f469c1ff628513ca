import { readConfig } from './config';
import { AppError } from './errors';
import { beginLoading } from './loading';
import { releaseGarbage } from './release-garbage';
import { createLogger } from './observability/logger';
import { startWatchdog } from './watchdog';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const loading = await beginLoading(config, logger);
  // Only now, while dictionary and database are being read: the Bot Framework alone takes most of a second to load.
  const { startDesk } = await import('./app.js');
  const desk = await startDesk(config, logger, loading);
  releaseGarbage();
  startWatchdog();
  const address = config.publicUrl ?? `http://localhost:${desk.port}/`;
  process.stdout.write(`${desk.city}の窓口が開きました${desk.demonstration ? '（見本）' : ''}: ${address}\n`);
  if (desk.consoleLink !== undefined)
    process.stdout.write(`職員用の画面（一度だけ使えるリンク）: ${desk.consoleLink}\n`);
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
