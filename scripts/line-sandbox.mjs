// Starts the LINE sandbox: its sources belong to the tests, so they are compiled here and not by the build.
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';
import { join, resolve } from 'node:path';

const outfile = resolve(join('dist', 'line-sandbox.cjs'));
await build({
  entryPoints: [join('test', 'fakes', 'line', 'sandbox', 'main.ts')],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'error',
});
await import(pathToFileURL(outfile).href);
