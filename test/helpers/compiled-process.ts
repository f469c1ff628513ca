import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..', '..');
const CACHE = join(ROOT, 'node_modules', '.cache');
const FOLDERS = ['src/storage', 'src/transcript', 'src/handoff', 'src/conversation'];

/** The storage side of the desk, compiled for processes that a test may kill. */
export interface CompiledDesk {
  /** Runs a TypeScript file of this repository under Node; `input`: all that stands on its standard input. */
  run(file: string, args: readonly string[], env?: Record<string, string>, input?: string): ChildProcess;
  remove(): void;
}

/** Compiles what `scripts/build.mjs` compiles, but only the storage side, and into a directory of its own. */
export function compileDesk(extra: readonly string[]): CompiledDesk {
  mkdirSync(CACHE, { recursive: true });
  const out = mkdtempSync(join(CACHE, 'desk-')); // inside the project, so that packages are found
  const sources = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(folder, name)),
  );
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: [
      ...sources.filter((name) => name.endsWith('.ts')),
      'src/errors.ts',
      'src/config.ts',
      'src/settings-together.ts',
      'src/telephone-settings.ts',
      ...extra,
    ],
    outdir: out,
    outbase: '.',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  cpSync(join(ROOT, 'src/storage/migrations'), join(out, 'src/storage/migrations'), { recursive: true });
  return {
    run: (file, args, env = {}, input) => {
      const child = spawn(process.execPath, [join(out, file.replace(/\.ts$/, '.js')), ...args], {
        env: { PATH: process.env.PATH ?? '', ...env },
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      });
      child.stdin?.end(input);
      return child;
    },
    remove: () => rmSync(out, { recursive: true, force: true }),
  };
}
