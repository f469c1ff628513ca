import path from 'node:path';
import { answerTurn, type Answer } from '../../src/answering/answer-turn';
import type { Desk } from '../../src/answering/desk';
import { EMPTY_MEMORY, type Memory } from '../../src/conversation/memory';
import type { Tokenizer } from '../../src/language/token';
import { loadDesk } from '../../src/load-desk';

/** Komae's desk on the morning of the demonstration: 2021-06-04 10:00 in Japan, a Friday. */
export const OPENING = Date.parse('2021-06-04T10:00+09:00');

export interface RealDesk {
  readonly desk: Desk;
  /** Raw kuromoji, as the desk's personal data mask uses it. */
  readonly tokenizer: Tokenizer;
  /** The answer to one utterance, as a new citizen on the website gets it. */
  ask(text: string, memory?: Memory): Answer;
}

/** Shared by the test files of this checkout; a desk never needs what is in it. */
const CACHE = path.join(__dirname, '../../node_modules/.cache/madoguchi-tests');

let loading: Promise<RealDesk> | undefined;

/** The whole product without a store: the dictionary and knowledge/komae, loaded once for all tests of a file (seconds, 300 MB). */
export function realDesk(): Promise<RealDesk> {
  loading ??= load();
  return loading;
}

async function load(): Promise<RealDesk> {
  const packDir = path.join(__dirname, '../../knowledge/komae');
  const { pack, matcher, tokenizer } = await loadDesk({ packDir, now: OPENING, cacheDir: CACHE });
  const desk: Desk = { pack, matcher, release: 1 };
  return {
    desk,
    tokenizer,
    ask: (text, memory = EMPTY_MEMORY) => answerTurn(desk, { text, channel: 'web', memory, now: OPENING }),
  };
}
