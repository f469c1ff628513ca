import { setTimeout as sleep } from 'node:timers/promises';
import { makeCalls } from './calls.mjs';

const RATE = 3;
const ECHO_DELAY_MS = 100;
/** Without an echo as well: nothing must be counted there. */
const ECHO_DECIBELS = [-Infinity, -10, -15, -20];
/** A portion of an answer is over: no pause within it is so long. */
const OVER_MS = 1_500;
const KEYS_EACH = 6;

/** Callers who ask one question after the other, each amid the answer to the one before, the first amid the greeting. */
export function askAmidAnswers({ asterisk, words, count, each }) {
  const act = async (caller, { number, isOver }) => {
    await caller.speech();
    await between(1.5, 4);
    for (let k = 0; k < each && !isOver(); k += 1) {
      await caller.ask(words.questions[(number + k) % words.questions.length], true);
      await between(2, 4);
    }
  };
  return makeCalls({ asterisk, count, rate: RATE, act });
}

/** Callers who press the key for "again" amid an answer, again and again. */
export function pressAmidAnswers({ asterisk, words, count, keys }) {
  const act = async (caller, { number, isOver }) => {
    await caller.speech();
    await between(1.5, 3);
    await caller.ask(words.questions[number % words.questions.length], true);
    for (let k = 0; k < KEYS_EACH && !isOver(); k += 1) {
      await between(1.5, 3);
      await caller.press('9', keys);
    }
  };
  return makeCalls({ asterisk, count, rate: RATE, act, keys });
}

/** Callers who hear the greeting and three answers to their end, each at a telephone that sends back what it plays. */
export function listenWithEcho({ asterisk, words, each }) {
  const echoes = ECHO_DECIBELS.flatMap((decibels) => Array(each).fill({ decibels, delayMs: ECHO_DELAY_MS }));
  const act = async (caller, { number, isOver }) => {
    await caller.speech();
    await caller.silence(OVER_MS);
    for (let k = 0; k < 3 && !isOver(); k += 1) {
      await caller.ask(words.questions[(number + k) % words.questions.length], false);
      await caller.silence(OVER_MS);
    }
  };
  const echoOf = (number) => echoes[number];
  return makeCalls({ asterisk, count: echoes.length, rate: RATE, act, echoOf }).then((made) =>
    made.map((one, number) => ({ ...one, ...echoes[number] })),
  );
}

function between(least, most) {
  return sleep((least + Math.random() * (most - least)) * 1000);
}
