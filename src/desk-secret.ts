import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from './errors';

/**
 * The secret that signs citizens' tokens: the configured one, or, in the demonstration only, one made up once and kept
 * in the data folder so that conversations outlive a restart.
 */
export async function deskSecret(options: {
  configured: string | undefined;
  demonstration: boolean;
  dataDir: string;
}): Promise<string> {
  if (options.configured !== undefined) return options.configured;
  if (!options.demonstration) {
    throw new AppError(
      'config.invalid',
      'SESSION_SECRET is not set: give the desk at least 32 random characters, the same on every node.',
    );
  }
  const file = path.join(options.dataDir, 'session-secret');
  await mkdir(options.dataDir, { recursive: true });
  try {
    await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(file, 'utf8');
}
