// Compiles every TypeScript source to dist/ (same layout, CommonJS), bundles the widget, and copies what is read at run time.
// Silent unless it fails, because `npm run -s predict > file` must print predictions only.
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

if (process.argv.includes('--help')) {
  console.log(
    'usage: npm run build   compiles bots/, dialogs/ and src/ to dist/ and bundles the chat widget',
  );
  process.exit(0);
}

const WIDGET = join('src', 'channels', 'web', 'widget');
const files = ['bots', 'dialogs', 'src'].flatMap((folder) =>
  existsSync(folder) ? readdirSync(folder, { recursive: true }).map((name) => join(folder, name)) : [],
);
const sources = files.filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.startsWith(WIDGET),
);

/** What an earlier version left behind (a renamed migration, a deleted command) must not run. */
function sweep() {
  if (!existsSync('dist')) return;
  const wanted = new Set(files.map((name) => name.replace(/\.ts$/, '.js')));
  for (const folder of ['bots', 'dialogs', 'src']) {
    if (!existsSync(join('dist', folder))) continue;
    for (const name of readdirSync(join('dist', folder), { recursive: true })) {
      const path = join(folder, name);
      if (/\.(js|sql)$/.test(path) && !wanted.has(path)) rmSync(join('dist', path));
    }
  }
}

try {
  sweep();
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
  for (const name of files.filter((file) => /\.(sql|html|svg)$/.test(file))) {
    mkdirSync(dirname(join('dist', name)), { recursive: true });
    cpSync(name, join('dist', name));
  }
  for (const style of files.filter((file) => file.endsWith('.css'))) {
    mkdirSync(join('dist', 'public'), { recursive: true });
    cpSync(style, join('dist', 'public', basename(style)));
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
