// Compiles every TypeScript source to dist/ (same layout, CommonJS), bundles the widget, and copies what is read at run time.
// Silent unless it fails, because `npm run -s predict > file` must print predictions only.
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

if (process.argv.includes('--help')) {
  console.log('usage: npm run build   compiles bots/, dialogs/ and src/ to dist/ and bundles the chat widget');
  process.exit(0);
}

const WIDGET = join('src', 'channels', 'web', 'widget');
const files = ['bots', 'dialogs', 'src'].flatMap((folder) =>
  existsSync(folder) ? readdirSync(folder, { recursive: true }).map((name) => join(folder, name)) : [],
);
const sources = files.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.startsWith(WIDGET));

try {
  await build({
    entryPoints: sources,
    outdir: 'dist',
    outbase: '.',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    logLevel: 'error',
  });
  for (const name of files.filter((file) => /\.(sql|html|css|svg)$/.test(file))) {
    mkdirSync(dirname(join('dist', name)), { recursive: true });
    cpSync(name, join('dist', name));
  }
  if (existsSync(join(WIDGET, 'widget.ts'))) {
    await build({
      entryPoints: [join(WIDGET, 'widget.ts')],
      outfile: join('dist', 'public', 'widget.js'),
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2020',
      charset: 'utf8',
      logLevel: 'error',
    });
  }
} catch {
  process.exit(1); // esbuild has printed file, line and column
}
