import { readFileSync } from 'node:fs';
import { readQueries } from '../evaluation/query-file';
import { predictAll } from './predictions';
import { runCli } from './run-cli';

const HELP = `usage: npm run -s predict -- QUERIES.jsonl > PREDICTIONS.jsonl

Answers every query of a file and writes one prediction a line (format: docs/evaluation.md). Nothing else goes to
standard output; progress goes to standard error.`;

void runCli(HELP, async ([file]) => {
  if (file === undefined) throw new Error('name a file of queries: npm run -s predict -- QUERIES.jsonl');
  const queries = readQueries(readFileSync(file, 'utf8'), file);
  for await (const prediction of predictAll(queries)) process.stdout.write(`${JSON.stringify(prediction)}\n`);
});
