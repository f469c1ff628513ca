import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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
  try {
    return await keptSecret(options.dataDir);
  } catch (cause) {
    throw new AppError(
      'storage.unavailable',
      `DATA_DIR "${options.dataDir}" cannot be written: make it writable for this user, or set SESSION_SECRET.`,
      { cause },
    );
  }
}

const LENGTH = 64;

/** Whole or not at all: a desk killed while writing must not leave half a secret, and two that start together must share one. */
async function keptSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'session-secret');
  const found = await readSecret(file);
  if (found?.length === LENGTH) return found;
  await mkdir(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, randomBytes(LENGTH / 2).toString('hex'), { mode: 0o600, flush: true });
  if (found !== undefined) await rm(file, { force: true }); // cut short by a full disk, or by an older version that was killed
  await link(draft, file).catch(unlessThere);
  await rm(draft);
  return readFile(file, 'utf8');
}

async function readSecret(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
