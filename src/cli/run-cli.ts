import { parseArgs } from 'node:util';
import { AppError } from '../errors';

/** What was given on the command line: the words, and which of the flags. */
type Command = (positionals: string[], flags: ReadonlySet<string>) => Promise<void>;

/**
 * Runs one command: `--help` prints its help; a failure is one clear line on standard error and a non-zero exit.
 * `flags`: names of the flags it takes besides.
 */
export async function runCli(help: string, command: Command, flags: readonly string[] = []): Promise<void> {
  try {
    const known = Object.fromEntries(flags.map((name) => [name, { type: 'boolean' as const }]));
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { ...known, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) process.stdout.write(`${help}\n`);
    else await command(positionals, new Set(Object.keys(values)));
  } catch (error) {
    const code = error instanceof AppError ? `${error.code}: ` : '';
    process.stderr.write(`${code}${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
