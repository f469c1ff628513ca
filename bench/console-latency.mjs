import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { startDesk } from './desk-process.mjs';
import { watchForeignLoad } from './foreign-load.mjs';
import { readOptions, runOrFail } from './options.mjs';
import { percentiles } from './percentiles.mjs';
import { machine, ms, percent, table } from './report.mjs';

const load = createRequire(new URL('../dist/src/', import.meta.url));
const { OperatorStore } = load('./accounts/operator-store.js');
const { SessionStore } = load('./accounts/session-store.js');
const { LinkStore } = load('./accounts/link-store.js');
const { AuditLog } = load('./audit/audit-log.js');
const { connectDb } = load('./storage/db.js');
const { socketDirectory } = load('./storage/socket-directory.js');

const HELP = `usage: npm run bench:console -- [--operators N] [--each N] [--seconds N] [--every MS]

Opens conversations between citizens and operators on a desk of its own, lets all of them talk, and prints how long a message takes
from just before the citizen's POST to the frame on the operator's WebSocket, and from just before the operator's POST to the frame on
the citizen's. All clients share this process: how late its own event loop was is printed too, because it is in the figures. So is
what other programs took of the processors meanwhile. Ends with an error when p95 is over 200 ms. Progress goes to standard error.

  --operators N   default 50
  --each N        conversations of each operator, default 4
  --seconds N     how long to talk, default 30
  --every MS      pause between two messages of one person, default 5000`;
const CITY = 'komae';
const PERSON = '担当者と話したい';
const LIMIT_MS = 200;
/** What a frame with messages begins with: other frames (the whole queue, again and again) are not for this program to read. */
const MESSAGES = Buffer.from('{"type":"messages"');
const BEAT_MS = 10_000;
const PATIENCE_MS = 60_000;

const { operators, each, seconds, every } = readOptions(HELP, {
  operators: 50,
  each: 4,
  seconds: 30,
  every: 5000,
});

/** text → when it was posted, and to whom the time it took belongs. */
const sent = new Map();
const took = { citizen: [], operator: [] };

await runOrFail(run);

async function run() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-console-'));
  const load = loadavg()[0];
  const desk = await startDesk(dataDir);
  const host = socketDirectory(path.join(dataDir, 'postgres'));
  const db = connectDb(
    { host, user: 'madoguchi', database: 'postgres' },
    { logger: { warn: () => undefined } },
  );
  try {
    const pairs = await open(desk.origin, db);
    progress(`${pairs.length} conversations are open; they talk for ${seconds} s`);
    const lateness = monitorEventLoopDelay({ resolution: 2 });
    lateness.enable();
    const foreign = watchForeignLoad();
    const end = performance.now() + seconds * 1000;
    await Promise.all(
      pairs.flatMap((pair) => [
        talk(end, pair.citizenSays, 'citizen'),
        talk(end, pair.operatorSays, 'operator'),
      ]),
    );
    const deadline = performance.now() + PATIENCE_MS;
    while (sent.size > 0 && performance.now() < deadline) await setTimeout(50);
    print({ load, conversations: pairs.length, late: lateness.percentile(95) / 1e6, foreign: foreign() });
  } finally {
    await db.close();
    await desk.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function print({ load, conversations, late, foreign }) {
  const rows = Object.entries({
    'citizen → operator': took.citizen,
    'operator → citizen': took.operator,
  }).map(([way, times]) => [
    way,
    conversations,
    times.length,
    ...percentiles(times).map(ms),
    ms(late),
    load.toFixed(2),
    percent(foreign),
  ]);
  const columns = ['way', 'conversations', 'messages', 'p50 (ms)', 'p95 (ms)', 'p99 (ms)', 'clients late p95 (ms)', 'load before', 'other programs']; // prettier-ignore
  process.stdout.write(`${machine()}\n\n${table(columns, rows)}\n`);
  const slow = [took.citizen, took.operator].some((times) => !(percentiles(times)[1] <= LIMIT_MS));
  if (sent.size > 0) progress(`${sent.size} messages did not arrive`);
  if (slow || sent.size > 0) process.exitCode = 1;
}

async function talk(end, say, way) {
  await setTimeout(Math.random() * every);
  while (performance.now() < end) {
    const text = `${way} ${randomUUID().replaceAll(/\d/g, 'x')}${sent.size}`;
    sent.set(text, { way, at: performance.now() });
    await say(text);
    await setTimeout(every);
  }
}

function arrived(text) {
  const found = sent.get(text);
  if (found === undefined || !sent.delete(text)) return;
  took[found.way].push(performance.now() - found.at);
}

async function open(origin, db) {
  const sessions = new SessionStore(db, CITY, true);
  const people = new OperatorStore({ db, city: CITY, audit: new AuditLog(db, CITY), sessions });
  const links = new LinkStore(db, CITY);
  const pairs = [];
  for (let n = 0; n < operators; n += 1) {
    if (n % 10 === 0) progress(`${n} of ${operators} operators are at work`);
    const person = { login: `bench${n}`, displayName: `担当者${n}`, roles: ['operator'], capacity: each };
    const { id } = await people.add(person, 'system:bench');
    const at = await openConsole(origin, await links.make(db, id, 'demonstration'));
    for (let k = 0; k < each; k += 1) pairs.push(await openTalk(origin, at));
  }
  return pairs;
}

async function openTalk(origin, at) {
  const citizen = await openCitizen(origin);
  await citizen.say(PERSON);
  const deadline = performance.now() + PATIENCE_MS;
  let taken;
  while (taken === undefined && performance.now() < deadline) {
    taken = await at.call('POST', 'next');
    if (taken === undefined) await setTimeout(20);
  }
  const { handoffId, assignment, conversationId } = taken;
  at.tell({ type: 'watch', conversationId, after: 0, mode: 'leading' });
  return {
    citizenSays: citizen.say,
    operatorSays: (text) =>
      at.call('POST', `conversations/${conversationId}/say`, {
        handoffId,
        assignment,
        key: randomUUID(),
        text,
      }),
  };
}

async function openConsole(origin, token) {
  const entered = await fetch(`${origin}/console/sign-in/link`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin },
    body: new URLSearchParams({ token }),
  });
  const identity = { origin, cookie: entered.headers.getSetCookie()[0].split(';')[0] };
  const headers = { ...identity, 'content-type': 'application/json' };
  const call = async (method, where, body) => {
    const answer = await fetch(`${origin}/console/api/${where}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${where}: HTTP ${answer.status} ${await answer.text()}`);
    const text = await answer.text();
    return text === '' ? undefined : JSON.parse(text);
  };
  headers['x-csrf-token'] = (await call('GET', 'me')).csrfToken;
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/console/feed`, { headers: identity });
  socket.on('message', (data) => {
    if (!data.subarray(0, MESSAGES.length).equals(MESSAGES)) return;
    for (const { text, author } of JSON.parse(String(data)).messages) if (author === 'citizen') arrived(text);
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const tell = (command) => socket.send(JSON.stringify(command));
  setInterval(() => tell({ type: 'beat' }), BEAT_MS).unref();
  tell({ type: 'beat' });
  return { call, tell };
}

async function openCitizen(origin) {
  let token;
  const post = async (where, body) => {
    const answer = await fetch(`${origin}/v3/directline${where}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${where}: HTTP ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  ({ token } = await post('/tokens/generate', {}));
  const grant = await post('/conversations', { locale: 'ja-JP' });
  ({ token } = grant);
  const socket = new WebSocket(grant.streamUrl);
  socket.on('message', (data) => {
    if (data.length === 0) return;
    for (const { text, channelData } of JSON.parse(String(data)).activities)
      if (channelData?.author === 'operator') arrived(text);
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const say = (text) =>
    post(`/conversations/${grant.conversationId}/activities`, {
      type: 'message',
      text,
      from: { id: 'citizen' },
    });
  return { say };
}

function progress(text) {
  process.stderr.write(`bench: ${text}\n`);
}
