import { build } from 'esbuild';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** One for each run, and the processes that it starts read the same. */
const BUNDLE = (process.env.BENCH_TELEPHONE_BUNDLE ??= path.join(
  ROOT,
  `dist/bench-telephone-${process.pid}.cjs`,
));
/** What the benchmark shares with the tests, and the desk's own pieces that it compares with. */
const FILES = [
  'test/telephone/harness/asterisk.ts',
  'test/telephone/harness/free-ports.ts',
  'test/telephone/harness/rtp-phone.ts',
  'test/fakes/speech/start-speech-server.ts',
  'test/helpers/real-desk.ts',
  'src/spoken-desk.ts',
  'src/knowledge/render-answer.ts',
  'src/channels/voice/audio/mulaw.ts',
  'src/channels/voice/audio/frame-energy.ts',
  'src/channels/voice/speech/disk-prompt-cache.ts',
  'src/channels/voice/speech/open-jtalk-synthesiser.ts',
];
/** The harness reads files that lie beside it. */
const KEEP_PLACES = {
  name: 'keep-places',
  setup(bundler) {
    bundler.onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replaceAll('__dirname', JSON.stringify(path.dirname(file))),
      loader: 'ts',
    }));
  },
};

/** TypeScript of the tests is not part of dist/: bundled for the time of the run. */
export async function bundleParts() {
  await build({
    stdin: {
      contents: FILES.map((file) => `export * from ${JSON.stringify(path.join(ROOT, file))};`).join('\n'),
      resolveDir: ROOT,
    },
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
    plugins: [KEEP_PLACES],
  });
  return () => rmSync(BUNDLE, { force: true });
}

/** After `bundleParts`, in any process of the run. */
export function parts() {
  return createRequire(import.meta.url)(BUNDLE);
}
