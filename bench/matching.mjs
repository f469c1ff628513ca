// One size of city in a process of its own, because memory is measured. Started by run.mjs; writes one line of JSON.
import { readFileSync } from 'node:fs';
import { openKnowledge } from './knowledge.mjs';
import { buildPeers } from './peers.mjs';
import { percentiles } from './percentiles.mjs';
import { packOfSize } from './synthetic-pack.mjs';

const { entries, rounds, cacheFolder, withPeers } = JSON.parse(process.argv[2]);
/** Peers may need seconds for each. */
const SAMPLE_EVERY = 8;
const utterances = readFileSync(new URL('utterances.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const sample = utterances.filter((_, i) => i % SAMPLE_EVERY === 0);

const knowledge = await openKnowledge();
const matchables = packOfSize(knowledge.matchables, entries);
const phrasings = matchables.reduce((sum, matchable) => sum + matchable.phrasings.length, 0);

const coldLoadMs = load().ms;
const { matcher, ms, bytes } = load();
const ours = {
  coldLoadMs,
  loadMs: ms,
  memoryMb: bytes / 1e6,
  latency: latencyOf((text) => matcher.match(text), utterances, rounds),
};
const peers = withPeers
  ? buildPeers(matchables).map(({ name, rank }) => ({ name, latency: latencyOf(rank, sample, 1) }))
  : [];
process.stdout.write(JSON.stringify({ entries, phrasings, ours, peers }));

/** Builds the matcher; `bytes` is what it holds. */
function load() {
  globalThis.gc();
  const before = used();
  const started = performance.now();
  const matcher = knowledge.buildMatcher(matchables, cacheFolder);
  const ms = performance.now() - started;
  globalThis.gc();
  return { matcher, ms, bytes: used() - before };
}

function used() {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Milliseconds: p50, p95, p99, after one text in five to warm up. */
function latencyOf(work, texts, rounds) {
  texts.filter((_, i) => i % 5 === 0).forEach(work);
  const measured = [];
  for (let round = 0; round < rounds; round += 1)
    for (const text of texts) {
      const started = performance.now();
      work(text);
      measured.push(performance.now() - started);
    }
  return percentiles(measured);
}
