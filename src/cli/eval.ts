import { readFileSync } from 'node:fs';
import { describeScore } from '../evaluation/describe-score';
import type { Prediction } from '../evaluation/prediction';
import { readLabelledQueries } from '../evaluation/query-file';
import { score } from '../evaluation/score';
import { predictAll } from './predictions';
import { runCli } from './run-cli';

const HELP = `usage: npm run eval -- QUERIES.jsonl [--json]

Answers every labelled query of a file and prints how well (each figure: docs/evaluation.md).

  --json   the figures and the counts of each kind as JSON
  --help   this text`;

void runCli(
  HELP,
  async ([file], flags) => {
    if (file === undefined) throw new Error('name a file of labelled queries: npm run eval -- QUERIES.jsonl');
    const queries = readLabelledQueries(readFileSync(file, 'utf8'), file);
    const predictions: Prediction[] = [];
    for await (const prediction of predictAll(queries)) predictions.push(prediction);
    const scored = score(queries, predictions);
    process.stdout.write(`${flags.has('json') ? JSON.stringify(scored, null, 1) : describeScore(scored)}\n`);
  },
  ['json'],
);
