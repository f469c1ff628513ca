import { parseArgs } from 'node:util';
import { AppError } from '../errors';

/** Runs one command: `--help` prints its help; a failure is one clear line on standard error and a non-zero exit. */
export async function runCli(help: string, command: (positionals: string[]) => Promise<void>): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) process.stdout.write(`${help}\n`);
    else await command(positionals);
  } catch (error) {
    const code = error instanceof AppError ? `${error.code}: ` : '';
    process.stderr.write(`${code}${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
