import Fuse from 'fuse.js';

/** Ways to search the same phrasings that a city could have had in an afternoon. `rank(text)`: owner ids, best first;
 *  `every`: one query in so many is asked, because a search takes seconds. */
export function buildPeers(matchables) {
  const rows = matchables.flatMap(({ id, phrasings }) => phrasings.map((text) => ({ id, text: fold(text) })));
  return [
    { name: 'Fuse.js 7.5.0 alone', rank: fuseAlone(rows), every: 8 },
    { name: 'BM25 over character bigrams', rank: bm25(rows), every: 1 },
  ];
}

function fuseAlone(rows) {
  const fuse = new Fuse(rows, { keys: ['text'], ignoreLocation: true, includeScore: true, threshold: 0.6 });
  return (text) => bestOwners(fuse.search(fold(text), { limit: 50 }).map(({ item }) => item.id));
}

const K1 = 1.2;
const B = 0.75;

/** Okapi BM25 (Robertson 1994) over the phrasings; an owner stands where its best phrasing stands. */
function bm25(rows) {
  const postings = new Map();
  rows.forEach(({ text }, row) => {
    for (const gram of bigrams(text)) {
      if (!postings.has(gram)) postings.set(gram, []);
      postings.get(gram).push(row);
    }
  });
  const lengths = rows.map(({ text }) => bigrams(text).length);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / rows.length;
  return (text) => {
    const scores = new Map();
    for (const gram of bigrams(fold(text))) {
      const found = postings.get(gram) ?? [];
      const rarity = Math.log(1 + (rows.length - found.length + 0.5) / (found.length + 0.5));
      for (const row of found) {
        const weight = (rarity * (K1 + 1)) / (1 + K1 * (1 - B + (B * lengths[row]) / mean));
        scores.set(row, (scores.get(row) ?? 0) + weight);
      }
    }
    const best = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 50);
    return bestOwners(best.map(([row]) => rows[row].id));
  };
}

function bestOwners(ids) {
  return [...new Set(ids)];
}

function fold(text) {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function bigrams(text) {
  return [...new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))];
}
