import { answerTurn, type Answer } from '../answering/answer-turn';
import type { Desk } from '../answering/desk';
import { EMPTY_MEMORY } from '../conversation/memory';
import type { Prediction } from '../evaluation/prediction';
import type { Query } from '../evaluation/query-file';
import { openForCli } from './open-for-cli';

const PROGRESS_EVERY = 500;

/** Opens a desk and answers the queries one by one, as they are asked for; tells standard error how far it is. */
export async function* predictAll(queries: readonly Query[]): AsyncGenerator<Prediction> {
  const { desk, now } = await openForCli();
  for (const [i, query] of queries.entries()) {
    yield predict(desk, query, now);
    if ((i + 1) % PROGRESS_EVERY === 0) process.stderr.write(`${i + 1} of ${queries.length}\n`);
  }
}

/** Several turns are one conversation; the prediction is for the last. */
function predict(desk: Desk, query: Query, now: number): Prediction {
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
