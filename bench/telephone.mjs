import { loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { watchForeignLoad } from './foreign-load.mjs';
import { readOptions, runOrFail } from './options.mjs';
import { percentiles } from './percentiles.mjs';
import { machine, mb, ms, percent, table } from './report.mjs';
import { jitter, measure, partsOfResponses } from './telephone/measure.mjs';
import { heardAt, scriptOf, sentencesHeard } from './telephone/desk-says.mjs';
import { bundleParts, parts } from './telephone/parts.mjs';
import { askAmidAnswers, listenWithEcho, pressAmidAnswers } from './telephone/scenarios.mjs';
import { deskSounds, readWords, startSpeechService, startTelephoneDesk } from './telephone/set-up.mjs';
import { watchUsage } from './telephone/usage.mjs';

const PARTS = ['answers', 'keys', 'echo', 'load'];
const WAYS = ['websocket', 'audiosocket'];
const HELP = `usage: npm run bench:telephone -- [--calls N] [--each N] [--way websocket|audiosocket] [--only PART,…]

Calls the whole desk, as npm start starts it, through a real Asterisk (scripts/install-telephony.sh), and measures on the callers' RTP
sockets. Recognition and the desk's voice are Microsoft's SDK against the strict stand-in of the tests; the stand-in, the desk, Asterisk
and the callers are processes of their own on this machine. Ends with an error when a call is dropped, a question is not heard, or a goal
is missed, and says which. Progress goes to standard error. The first run of a checkout makes all that the desk will say (ten minutes).

  answers   eight callers at a time ask amid the greeting and amid answers: from the last loud packet that the caller sent to the first one
            of the answer, and from the first one sent to the end of the desk's last before it is silent; again with recognition 250 ms slower
  keys      eight callers at a time press a key amid an answer: from the key's first packet to the end of the desk's last loud one; as
            RFC 4733 events and as tones
  echo      telephones that send back what they play, 10, 15 and 20 dB weaker, while callers hear whole answers: how often the desk stops
  load      as answers, with many callers at a time; processors and memory as well

  --calls N   callers at a time in the part load, default 60
  --each N    questions of each caller, default 6
  --way WAY   how audio goes between Asterisk and the desk, default both, one after the other
  --only …    parts, separated by commas, default all`;
const GOALS = {
  response: 700,
  slowResponse: 1_000,
  bargeIn: 200,
  key: 150,
};
const SLOW_MS = 250;
const FEW = 8;

const { calls, each, way: ways, only } = readOptions(HELP, { calls: 60, each: 6, way: WAYS, only: PARTS });
const rows = [];
const loads = [];
const echoes = [];
const missed = [];

async function run() {
  const began = machine();
  const clear = await bundleParts();
  try {
    const words = await readWords();
    const asterisk = await parts().Asterisk.start();
    const speech = await startSpeechService(words.questions);
    try {
      for (const way of ways) await runWay({ way, words, asterisk, speech });
    } finally {
      speech.stop();
      await asterisk.stop();
    }
  } finally {
    clear();
  }
  print(began);
}

async function runWay(at) {
  const desk = await startTelephoneDesk({ ...at, progress });
  const all = { ...at, desk, script: scriptOf(at.words, deskSounds()) };
  try {
    for (const part of only) await RUNS[part](all);
    for (const { msg, reason, err } of desk.warnings)
      progress(`the desk warned: ${msg} ${reason ?? err?.message ?? ''}`);
  } finally {
    await desk.stop();
  }
}

const RUNS = {
  answers: async (at) => {
    for (const [delayMs, goal] of [
      [0, GOALS.response],
      [SLOW_MS, GOALS.slowResponse],
    ]) {
      // prettier-ignore
      at.speech.delay(delayMs);
      const slow = delayMs === 0 ? '' : `, recognition ${delayMs} ms slower`;
      const made = await watched(at, `answers${slow}`, () => askAmidAnswers({ ...at, count: FEW, each }));
      await answered(at, made, { slow, goal });
    }
    at.speech.delay(0);
  },
  keys: async (at) => {
    for (const keys of ['event', 'tone']) {
      const made = await watched(at, `keys (${keys})`, () => pressAmidAnswers({ ...at, count: FEW, keys }));
      const taken = made.calls.flatMap(({ measured }) => measured.filter(({ kind }) => kind === keys));
      const name = keys === 'event' ? 'key (RFC 4733) → silence' : 'key (tones) → silence';
      row(at, made, { name, times: taken.map(({ silentMs }) => silentMs), goal: GOALS.key });
      troubles(at, made);
    }
  },
  echo: async (at) => {
    const made = await watched(at, 'echo', () => listenWithEcho({ ...at, each: 2 }));
    for (const decibels of new Set(made.calls.map((one) => one.decibels))) {
      const those = made.calls.filter((one) => one.decibels === decibels);
      const all = those.map(({ caller }) => sentencesHeard(caller.audio, at.script));
      const stopped = all.flatMap(({ broken }) => broken);
      const name = decibels === -Infinity ? 'none' : `${decibels} dB`;
      for (const one of stopped) progress(`${at.way}, echo ${name}: stopped in ${one}`);
      const heard = all.reduce((sum, one) => sum + one.heard, 0);
      echoes.push([at.way, name, those.length, heard, stopped.length, made.load, percent(made.foreign)]); // prettier-ignore
      if (stopped.length > 0)
        missed.push(`${at.way}: echo ${name}: stopped the desk ${stopped.length} times`);
    }
    troubles(at, made);
  },
  load: async (at) => {
    const usage = watchUsage({ desk: at.desk.pid, speech: at.speech.pid });
    let used;
    const made = await watched(at, `${calls} calls at once`, async () => {
      const all = await askAmidAnswers({ ...at, count: calls, each });
      used = usage();
      return all;
    });
    for (const { name, cores, residentMb } of used)
      loads.push([at.way, calls, name, cores.toFixed(2), residentMb === undefined ? '' : mb(residentMb)]);
    loads.push([at.way, calls, 'desk, most there ever was', '', mb(at.desk.memory().mostMb)]);
    await answered(at, made, { slow: '' });
    row(at, made, {
      name: 'packets’ distance from 20 ms',
      times: made.calls.flatMap(({ caller }) => jitter(caller.audio)),
    });
  },
};

/** What the calls brought, with the circumstances. */
async function watched({ way }, name, act) {
  progress(`${way}: ${name}`);
  const load = loadavg()[0].toFixed(2);
  const foreign = watchForeignLoad();
  const lateness = monitorEventLoopDelay({ resolution: 2 });
  lateness.enable();
  const made = await act();
  lateness.disable();
  const late = lateness.percentile(95) / 1e6;
  const calls = made.map((one) => ({ ...one, measured: measure(one.caller) }));
  return { calls, load, foreign: foreign(), late };
}

async function answered(at, made, { slow, goal }) {
  const asked = made.calls.flatMap(({ measured }) => measured.filter(({ kind }) => kind === 'question'));
  row(at, made, {
    name: `caller stops → answer${slow}`,
    times: asked.map(({ responseMs }) => responseMs),
    goal,
  });
  row(at, made, {
    name: `caller speaks → silence${slow}`,
    times: asked.map(({ silentMs }) => silentMs),
    goal: GOALS.bargeIn,
  });
  const went = partsOfResponses(asked, await at.speech.phrases());
  row(at, made, { name: `… caller stops → words${slow}`, times: went.map(({ words }) => words) });
  row(at, made, { name: `… words → first packet${slow}`, times: went.map(({ desk }) => desk) });
  row(at, made, { name: `… first packet → first loud one${slow}`, times: went.map(({ soft }) => soft) });
  troubles(at, made);
  const unheard = made.calls.flatMap(({ caller, measured }) =>
    measured.filter(({ kind, question, answerAt }) => {
      if (kind !== 'question') return false;
      const heard = answerAt === undefined ? undefined : heardAt(caller.audio, answerAt, at.script);
      if (heard !== question.id) progress(`${at.way}: asked ${question.id}, heard ${heard}`);
      return heard !== question.id;
    }),
  );
  if (unheard.length > 0) missed.push(`${at.way}: ${unheard.length} of ${asked.length} questions unheard`);
}

function troubles({ way }, made) {
  const bad = made.calls.flatMap(({ trouble }) => trouble ?? []);
  if (bad.length > 0)
    missed.push(`${way}: ${bad.length} of ${made.calls.length} calls: ${[...new Set(bad)].join(', ')}`);
}

/** Times that are not there are misses. */
function row({ way }, made, { name, times, goal }) {
  const taken = times.filter((time) => time !== undefined);
  const [p50, p95, most] = percentiles(taken, [0.5, 0.95, 1]);
  rows.push([name, way, made.calls.length, taken.length, ...[p50, p95, most].map(ms), goal ?? '', made.load, percent(made.foreign), ms(made.late)]); // prettier-ignore
  if (goal === undefined) return;
  if (!(p95 <= goal)) missed.push(`${way}: ${name}: p95 ${ms(p95)} ms of ${goal}`);
  if (taken.length < times.length) missed.push(`${way}: ${name}: ${times.length - taken.length} never`);
}

function print(began) {
  const columns = ['what', 'way', 'calls', 'times', 'p50 (ms)', 'p95 (ms)', 'max (ms)', 'goal p95', 'load before', 'other programs', 'callers late p95 (ms)']; // prettier-ignore
  process.stdout.write(`${began}\n`);
  if (rows.length > 0) process.stdout.write(`\n${table(columns, rows)}\n`);
  if (echoes.length > 0)
    process.stdout.write(`\n${table(['way', 'echo', 'calls', 'sentences heard', 'times the desk stopped (goal 0)', 'load before', 'other programs'], echoes)}\n`); // prettier-ignore
  if (loads.length > 0)
    process.stdout.write(
      `\n${table(['way', 'calls', 'process', 'processors busy', 'resident (MB)'], loads)}\n`,
    );
  for (const one of missed) process.stdout.write(`\nmissed: ${one}\n`);
  if (missed.length > 0) process.exitCode = 1;
}

function progress(text) {
  process.stderr.write(`bench: ${text}\n`);
}

await runOrFail(run);
