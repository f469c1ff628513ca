import { Citizen } from './citizen.mjs';
import { percentiles } from './percentiles.mjs';

/** A citizen leaves after so many questions and another one comes, so that few conversations end up in the queue to a person. */
const QUESTIONS_EACH = 4;

/** So many citizens at once, each asking as soon as they are answered, until `questions` are answered. */
export async function measureTraffic(origin, { citizens, questions, utterances }) {
  const acknowledged = [];
  const answered = [];
  let asked = 0;
  const started = performance.now();
  const seat = async () => {
    while (asked < questions) {
      const citizen = new Citizen(origin);
      try {
        await citizen.arrive();
        for (let n = 0; n < QUESTIONS_EACH && asked < questions; n += 1) {
          const { acknowledgedMs, answeredMs } = await citizen.ask(utterances[asked++ % utterances.length]);
          acknowledged.push(acknowledgedMs);
          answered.push(answeredMs);
        }
      } finally {
        citizen.leave();
      }
    }
  };
  await Promise.all(Array.from({ length: citizens }, seat));
  const seconds = (performance.now() - started) / 1000;
  return {
    citizens,
    questions: answered.length,
    aSecond: answered.length / seconds,
    acknowledged: percentiles(acknowledged),
    answered: percentiles(answered),
  };
}
