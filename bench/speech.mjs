import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readOptions, runOrFail } from './options.mjs';
import { percentiles } from './percentiles.mjs';
import { machine, ms, table } from './report.mjs';

const HELP = `usage: npm run bench:speech -- [--sentences 60] [--rounds 20]

Measures speech for the telephone and prints Markdown tables: how long Open JTalk takes for sentences of the city's answers, how long a prompt
from the cache takes, and how long after the end of what was said the words come from the service (Microsoft's SDK against the strict
stand-in of the tests, which runs in this process, on this machine). A benchmark: whatever else runs is measured too.

  --sentences N   sentences to be synthesised, at both paces
  --rounds N      sentences to be recognised for each row`;

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NOW = Date.parse('2021-06-04T10:00:00+09:00');
const FRAME = Buffer.alloc(160, 0xff);
const BYTES_PER_SECOND = 8_000;
const SAID = [
  '駐車場はありますか。',
  '予約を取り消したいです。',
  '接種券をなくしました。',
  '会場はどこですか。',
];
const SILENCE_MS = { open: 500, short: 350 };

const { sentences, rounds } = readOptions(HELP, { sentences: 60, rounds: 20 });
await runOrFail(main);

async function main() {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-speech-'));
  const bundle = path.join(ROOT, 'dist', 'bench-speech.cjs');
  try {
    const desk = await load(bundle);
    console.log(`${machine()}\n`);
    console.log(await synthesis(desk, folder), '\n');
    console.log(await recognition(desk));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(bundle, { force: true });
  }
}

/** The desk's own parts and the tests' stand-in, which is not part of dist/. */
async function load(outfile) {
  const from = (file) => `export * from ${JSON.stringify(path.join(ROOT, file))};`;
  const files = [
    'src/channels/voice/speech/open-jtalk-synthesiser.ts',
    'src/channels/voice/speech/disk-prompt-cache.ts',
    'src/channels/voice/speech/azure-recogniser.ts',
    'src/channels/voice/speech/azure-sdk.ts',
    'src/channels/voice/speech/sentences.ts',
    'src/knowledge/load-pack.ts',
    'src/knowledge/render-answer.ts',
    'test/fakes/speech/start-speech-server.ts',
    'test/fakes/speech/recognise.ts',
  ];
  await build({
    stdin: { contents: files.map(from).join('\n'), resolveDir: ROOT },
    outfile,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
  return createRequire(import.meta.url)(outfile);
}

async function synthesis(desk, folder) {
  const { pack } = await desk.loadPack(path.join(ROOT, 'knowledge', 'komae'), NOW);
  const readings = pack.terms.map(({ term, reading }) => ({ word: term, kana: reading }));
  const texts = pack.entries
    .flatMap((entry) => desk.sentencesOf(desk.renderAnswer(pack, entry, NOW).speak))
    .filter((_, index) => index % 4 === 0)
    .slice(0, Number(sentences))
    .map((text) => ({ text, readings }));
  const rows = [];
  for (const pace of ['normal', 'slow']) {
    const cache = new desk.DiskPromptCache(folder, new desk.OpenJTalkSynthesiser());
    rows.push(await row(`made, ${pace}`, texts, (spoken) => cache.get(spoken, pace)));
    rows.push(await row(`from memory, ${pace}`, texts, (spoken) => cache.peek(spoken, pace)));
    const again = new desk.DiskPromptCache(folder, new desk.OpenJTalkSynthesiser());
    rows.push(await row(`from disk, ${pace}`, texts, (spoken) => again.peek(spoken, pace)));
  }
  return table(['a sentence', 'p50 (ms)', 'p95 (ms)', 'time / sound', 'load'], rows);
}

async function row(name, texts, make) {
  const load = loadavg()[0].toFixed(2);
  const times = [];
  let sound = 0;
  for (const spoken of texts) {
    const begin = performance.now();
    sound += (await make(spoken)).length / BYTES_PER_SECOND;
    times.push(performance.now() - begin);
  }
  const [p50, p95] = percentiles(times);
  const share = times.reduce((sum, time) => sum + time, 0) / 1000 / sound;
  return [name, ms(p50), ms(p95), share.toFixed(4), load];
}

async function recognition(desk) {
  const sdk = await desk.loadSpeechSdk();
  const recognise = await desk.closedSet(SAID);
  const voice = new desk.OpenJTalkSynthesiser();
  const sounds = await Promise.all(SAID.map((text) => voice.synthesise({ text, readings: [] }, 'normal')));
  const rows = [];
  for (const segmentation of ['open', 'short'])
    for (const recognitionDelayMs of [0, 250]) {
      const server = await desk.startSpeechServer({ recognise, faults: { recognitionDelayMs } });
      const load = loadavg()[0].toFixed(2);
      const { times, right } = await listen({ desk, sdk, server, segmentation, sounds });
      const [p50, p95] = percentiles(times);
      const waited = SILENCE_MS[segmentation];
      rows.push([
        segmentation,
        recognitionDelayMs,
        waited,
        ms(p50),
        ms(p95),
        ms(p95 - waited),
        `${right}/${times.length}`,
        load,
      ]);
      await server.close();
    }
  const columns = [
    'expected',
    'delay put in (ms)',
    'silence waited for (ms)',
    'p50 (ms)',
    'p95 (ms)',
    'p95 beyond the silence (ms)',
    'right',
    'load',
  ];
  return table(columns, rows);
}

/** Frames every 20 ms by the clock, as a carrier sends them; from the last frame of speech to the words. */
async function listen({ desk, sdk, server, segmentation, sounds }) {
  const settings = { key: undefined, region: undefined, host: server.host, voice: 'none' };
  const session = new desk.AzureRecogniser({
    sdk,
    settings,
    phrases: [],
    now: () => performance.now(),
  }).open();
  let heard;
  session.onEvent((event) => {
    if (event.kind === 'phrase') heard?.(event.text);
  });
  session.expect(segmentation);
  const times = [];
  let right = 0;
  for (let round = 0; round < Number(rounds); round++) {
    const sound = sounds[round % sounds.length];
    const words = new Promise((resolve) => (heard = resolve));
    await send(session, Buffer.concat([Buffer.alloc(4_000, 0xff), sound]));
    const end = performance.now();
    const silence = setInterval(() => session.write(FRAME), 20);
    const text = await Promise.race([words, sleep(5_000, undefined)]);
    times.push(performance.now() - end);
    if (text === SAID[round % SAID.length]) right += 1;
    clearInterval(silence);
  }
  await session.close();
  return { times, right };
}

async function send(session, sound) {
  const begin = performance.now();
  for (let at = 0; at < sound.length; at += FRAME.length) {
    session.write(sound.subarray(at, at + FRAME.length));
    const due = begin + (at / FRAME.length + 1) * 20;
    await sleep(Math.max(0, due - performance.now()));
  }
}
