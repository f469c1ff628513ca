// Right entry first, or among the first three, over the queries of a file that one entry answers. Started by run.mjs.
import { readFileSync } from 'node:fs';
import { openKnowledge } from './knowledge.mjs';
import { buildPeers } from './peers.mjs';

const { file, cacheFolder } = JSON.parse(process.argv[2]);
const queries = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line))
  .filter(({ outcome, text }) => outcome === 'answer' && text !== undefined);

const knowledge = await openKnowledge();
const matcher = knowledge.buildMatcher(knowledge.matchables, cacheFolder);
const entries = new Set(knowledge.matchables.filter(({ kind }) => kind === 'entry').map(({ id }) => id));
const ours = (text) => matcher.match(text).candidates.map(({ entryId }) => entryId);
const searches = [{ name: 'Madoguchi', rank: ours, every: 1 }, ...buildPeers(knowledge.matchables)];

process.stdout.write(
  JSON.stringify({
    rows: searches.map(({ name, rank, every }) => ({
      name,
      ...shares(
        rank,
        queries.filter((_, i) => i % every === 0),
      ),
    })),
  }),
);

function shares(rank, asked) {
  let first = 0;
  let three = 0;
  for (const { text, expect } of asked) {
    const place = rank(text)
      .filter((id) => entries.has(id))
      .findIndex((id) => expect.includes(id));
    if (place === 0) first += 1;
    if (place >= 0 && place < 3) three += 1;
  }
  return { queries: asked.length, top1: first / asked.length, top3: three / asked.length };
}
