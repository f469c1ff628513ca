import { readFileSync } from 'node:fs';
import { answerTurn, type Answer } from '../answering/answer-turn';
import type { Desk } from '../answering/desk';
import { EMPTY_MEMORY } from '../conversation/memory';
import { openForCli } from './open-for-cli';
import { runCli } from './run-cli';
import { readQueries, type Query } from './query-file';

const HELP = `usage: npm run -s predict -- QUERIES.jsonl > PREDICTIONS.jsonl

Answers every query of a file and writes one prediction a line (format: docs/evaluation.md). Nothing else goes to
standard output; progress goes to standard error.`;

void runCli(HELP, async ([file]) => {
  if (file === undefined) throw new Error('name a file of queries: npm run -s predict -- QUERIES.jsonl');
  const queries = readQueries(readFileSync(file, 'utf8'), file);
  const { desk, now } = await openForCli();
  queries.forEach((query, i) => {
    process.stdout.write(`${JSON.stringify(predict(desk, query, now))}\n`);
    if ((i + 1) % 500 === 0) process.stderr.write(`${i + 1} of ${queries.length}\n`);
  });
});

function predict(desk: Desk, query: Query, now: number): object {
  let memory = EMPTY_MEMORY;
  let answer: Answer | undefined;
  let ms = 0;
  for (const text of query.turns ?? [query.text ?? '']) {
    const started = performance.now();
    answer = answerTurn(desk, { text, channel: query.channel ?? 'web', memory, now });
    ms = performance.now() - started;
    memory = answer.memory;
  }
  const candidates = answer?.decision.candidates ?? [];
  return {
    id: query.id,
    decision: answer?.decision.kind ?? 'fallback',
    entries: candidates.map(({ entryId, confidence }) => ({
      id: entryId,
      confidence: Number(confidence.toFixed(4)),
    })),
    ms: Number(ms.toFixed(3)),
  };
}
