import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startDesk } from './desk-process.mjs';
import { readOptions, runOrFail } from './options.mjs';
import { percentiles } from './percentiles.mjs';
import { machine, ms, table } from './report.mjs';

const HELP = `usage: npm run bench:line -- [--rate N] [--seconds N] [--users N]

Sends signed webhook calls of LINE, one question each, to a desk of its own at an even rate, and prints how long the desk takes to
acknowledge them. The desk answers them meanwhile, through a stand-in that takes every reply. Ends with an error when p99 is over 50 ms.
A benchmark, not a test: look at the load first.

  --rate N      events a second, default 200
  --seconds N   default 20
  --users N     people who write, default 400`;
const LIMIT_MS = 50;
const SECRET = 'bench-channel-secret-0123456789ab';
const BOT = `U${'b'.repeat(32)}`;
const QUESTIONS = [
  '駐車場はありますか',
  '当日の持ち物を教えてください',
  '接種の費用はかかりますか',
  '予約を取り消したい',
];

const { rate, seconds, users } = readOptions(HELP, { rate: 200, seconds: 20, users: 400 });
let replies = 0;

await runOrFail(run);

async function run() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-line-'));
  const platform = await startPlatform();
  const load = loadavg()[0];
  Object.assign(process.env, {
    LINE_CHANNEL_SECRET: SECRET,
    LINE_CHANNEL_ACCESS_TOKEN: 'bench-access-token-0123456789',
    LINE_API_BASE_URL: platform.origin,
    LINE_DATA_API_BASE_URL: platform.origin,
  });
  const desk = await startDesk(dataDir);
  try {
    await sendAll(desk.origin, Math.min(rate, 50), 3); // warm: the first ones compile
    await settle();
    const warm = replies;
    const took = await sendAll(desk.origin, rate, seconds);
    const inTime = replies - warm;
    await settle();
    const columns = [
      'events/s',
      'events',
      'ack p50 (ms)',
      'p95 (ms)',
      'p99 (ms)',
      'answered by the last ack',
      'answered',
      'load before',
    ];
    const row = [rate, took.length, ...percentiles(took).map(ms), inTime, replies - warm, load.toFixed(2)];
    process.stdout.write(`${machine()}\n\n${table(columns, [row])}\n`);
    if (!(percentiles(took)[2] <= LIMIT_MS) || replies - warm < took.length) process.exitCode = 1;
  } finally {
    await desk.stop();
    platform.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Even in time, whatever the answers take: a platform does not wait for the one before. */
async function sendAll(origin, perSecond, forSeconds) {
  const took = [];
  const calls = [];
  const begin = performance.now();
  for (let n = 0; n < perSecond * forSeconds; n += 1) {
    const due = begin + (n * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await setTimeout(wait);
    calls.push(send(origin, n).then((time) => took.push(time)));
  }
  await Promise.all(calls);
  return took;
}

async function send(origin, n) {
  const event = {
    type: 'message',
    mode: 'active',
    timestamp: Date.now(),
    source: { type: 'user', userId: `U${String(n % users).padStart(32, '0')}` },
    webhookEventId: randomUUID(),
    deliveryContext: { isRedelivery: false },
    replyToken: randomUUID(),
    message: { id: String(n), type: 'text', text: QUESTIONS[n % QUESTIONS.length], quoteToken: 'q' },
  };
  const body = JSON.stringify({ destination: BOT, events: [event] });
  const signature = createHmac('sha256', SECRET).update(body).digest('base64');
  const headers = { 'content-type': 'application/json', 'x-line-signature': signature };
  const began = performance.now();
  const response = await fetch(`${origin}/line/webhook`, { method: 'POST', body, headers });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`the webhook answered ${response.status}`);
  return performance.now() - began;
}

/** Until no more replies come. */
async function settle() {
  for (let before = -1; before !== replies; await setTimeout(3000)) before = replies;
}

/** Takes every call at once: how LINE itself does is not measured here. */
async function startPlatform() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (/message\/(reply|push)$/.test(request.url)) replies += 1;
      const body = request.url.endsWith('/info')
        ? { userId: BOT }
        : { sentMessages: [], type: 'none', totalUsage: 0 };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
