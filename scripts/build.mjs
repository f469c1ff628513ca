// Compiles every TypeScript source to dist/ (same layout, CommonJS), bundles the pages' scripts, and copies what is read at run time.
// Silent unless it fails, because `npm run -s predict > file` must print predictions only.
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

if (process.argv.includes('--help')) {
  console.log(
    'usage: npm run build   compiles bots/, dialogs/ and src/ to dist/ and bundles the scripts of the pages',
  );
  process.exit(0);
}

const VOICE_DEMO = join('src', 'channels', 'voice', 'carriers', 'demo', 'page');
/** Scripts of pages: bundled, each from one file. */
const PAGES = [
  { folder: join('src', 'channels', 'web', 'widget'), entry: 'widget.ts', target: 'es2020' },
  { folder: join('src', 'console', 'page'), entry: 'console.tsx', target: 'es2022' },
  ...['voice-demo.ts', 'voice-line.ts'].map((entry) => ({ folder: VOICE_DEMO, entry, target: 'es2022' })),
];
const files = ['bots', 'dialogs', 'src'].flatMap((folder) =>
  existsSync(folder) ? readdirSync(folder, { recursive: true }).map((name) => join(folder, name)) : [],
);
const sources = files.filter(
  (name) =>
    name.endsWith('.ts') && !name.endsWith('.d.ts') && !PAGES.some(({ folder }) => name.startsWith(folder)),
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
  for (const { folder, entry, target } of PAGES.filter((page) => existsSync(join(page.folder, page.entry)))) {
    await build({
      entryPoints: [join(folder, entry)],
      outfile: join('dist', 'public', entry.replace(/\.tsx?$/, '.js')),
      bundle: true,
      minify: true,
      format: 'iife',
      target,
      jsx: 'automatic',
      jsxImportSource: 'preact',
      charset: 'utf8',
      logLevel: 'error',
    });
  }
} catch {
  process.exit(1); // esbuild has printed file, line and column
}
