import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startDesk } from './desk-process.mjs';
import { readOptions, runOrFail } from './options.mjs';
import { machine, mb, ms, percent, seconds, table } from './report.mjs';
import { measureTraffic } from './traffic.mjs';

const HELP = `usage: npm run bench -- [--quick] [--queries FILE.jsonl] [--only start,matching,traffic,ranking]

Measures the desk on this machine and prints Markdown tables; progress goes to standard error. A benchmark, not a test: look
at the load first (the tables say it), because anything else that runs is measured too.

  --quick           smaller: 114 and 1,000 entries, fewer questions (about a minute)
  --queries FILE    also how often the right entry is found, ours against the peers (format of npm run predict)
  --only LIST       only these parts`;

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const REAL_SIZE = 114;

const PARTS = ['start', 'matching', 'traffic', 'ranking'];
const { quick, queries, only } = readOptions(HELP, { quick: false, queries: undefined, only: PARTS });

const scratch = mkdtempSync(path.join(tmpdir(), 'madoguchi-bench-'));
await runOrFail(() => run(scratch, new Set(only)));
rmSync(scratch, { recursive: true, force: true });

async function run(scratch, parts) {
  print(`${machine()}\n`);
  if (parts.has('start') || parts.has('traffic')) await deskParts(path.join(scratch, 'data'), parts);
  const cacheFolder = path.join(scratch, 'cache');
  if (parts.has('matching')) await matchingPart(cacheFolder);
  if (parts.has('ranking') && queries !== undefined) await rankingPart(cacheFolder);
}

async function deskParts(dataDir, parts) {
  const utterances = readFileSync(path.join(FOLDER, 'utterances.txt'), 'utf8').trim().split('\n');
  const starts = [];
  let desk = await begin(dataDir, 'first start, empty DATA_DIR', starts);
  if (parts.has('start')) {
    await desk.stop();
    desk = await begin(dataDir, 'second start', starts);
  }
  try {
    const runs = [];
    for (const citizens of parts.has('traffic') ? [1, 8, 32, 100] : [8]) {
      progress(`${citizens} citizens at once`);
      const questions = quick ? 200 : citizens === 1 ? 500 : 2000;
      const load = loadavg()[0];
      runs.push({ ...(await measureTraffic(desk.origin, { citizens, questions, utterances })), load });
      if (runs.length === 1) starts.push(['after 500 questions', '', memoryCells(desk)].flat());
    }
    starts.push(['at the end of this run', '', memoryCells(desk)].flat());
    if (parts.has('start'))
      print(
        table(['start and memory', 'ready after (s)', 'resident (MB)', 'most ever (MB)', 'load'], starts),
      );
    if (parts.has('traffic')) print(trafficTable(runs));
  } finally {
    await desk.stop();
  }
}

async function begin(dataDir, name, starts) {
  progress(name);
  const load = loadavg()[0];
  const desk = await startDesk(dataDir);
  starts.push([name, seconds(desk.readyMs), memoryCells(desk, load)].flat());
  return desk;
}

function memoryCells(desk, load = loadavg()[0]) {
  const { nowMb, mostMb } = desk.memory();
  return [mb(nowMb), mb(mostMb), load.toFixed(2)];
}

function trafficTable(runs) {
  const columns = ['citizens at once', 'questions', 'answers a second', 'acknowledged p50 / p95 / p99 (ms)', 'answered p50 / p95 / p99 (ms)', 'load before']; // prettier-ignore
  const rows = runs.map((r) => [
    r.citizens,
    r.questions,
    r.aSecond.toFixed(0),
    r.acknowledged.map(ms).join(' / '),
    r.answered.map(ms).join(' / '),
    r.load.toFixed(2),
  ]);
  return table(columns, rows);
}

async function matchingPart(cacheFolder) {
  const sizes = [];
  for (const entries of quick ? [REAL_SIZE, 1000] : [REAL_SIZE, 1000, 10_000]) {
    progress(`matching at ${entries} entries`);
    const load = loadavg()[0];
    const withPeers = !quick || entries === REAL_SIZE;
    const rounds = quick ? 2 : 5;
    const measured = await child('matching.mjs', { entries, rounds, cacheFolder, withPeers });
    sizes.push({ ...measured, load });
  }
  const columns = ['entries', 'phrasings', 'p50 (ms)', 'p95 (ms)', 'p99 (ms)', 'load, first (s)', 'load, again (s)', 'memory (MB)', 'load before']; // prettier-ignore
  const rows = sizes.map(({ entries, phrasings, ours, load }) => [
    entries.toLocaleString('en'),
    phrasings.toLocaleString('en'),
    ...ours.latency.map(ms),
    seconds(ours.coldLoadMs),
    seconds(ours.loadMs),
    mb(ours.memoryMb),
    load.toFixed(2),
  ]);
  print(table(columns, rows));
  const peers = sizes.flatMap(({ entries, ours, peers }) =>
    [{ name: 'Madoguchi', latency: ours.latency }, ...peers].map(({ name, latency }) => [
      name,
      entries.toLocaleString('en'),
      ...latency.map(ms),
    ]),
  );
  print(table(['search', 'entries', 'p50 (ms)', 'p95 (ms)', 'p99 (ms)'], peers));
}

async function rankingPart(cacheFolder) {
  progress(`ranking of ${queries}`);
  const { rows } = await child('ranking.mjs', { file: path.resolve(queries), cacheFolder });
  const cells = rows.map(({ name, queries, top1, top3 }) => [name, queries, percent(top1), percent(top3)]);
  print(table(['search', 'queries', 'right entry first', 'among the first three'], cells));
}

/** Another process, so that its memory is its own. */
async function child(script, options) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', path.join(FOLDER, script), JSON.stringify(options)],
    { maxBuffer: 1e8 },
  );
  return JSON.parse(stdout);
}

function print(text) {
  process.stdout.write(`${text}\n\n`);
}

function progress(text) {
  process.stderr.write(`bench: ${text}\n`);
}
