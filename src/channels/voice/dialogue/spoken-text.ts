import type { SpokenText } from '../ports';
import { countMora, withReadings } from './mora';
import { numberReadings } from './spoken-numbers';
import { groupReadings, numbersIn } from './spoken-phone';

type Reading = SpokenText['readings'][number];

export interface SpeakerOptions {
  /** Words whose reading the city has written down: terms, venues. */
  readonly words: readonly Reading[];
  /** The reading in kana of any Japanese text, as the dictionary has it. */
  readonly kana: (text: string) => string;
  /** Said before a telephone number is read for the second time. */
  readonly repeat: string;
}

/** Makes pieces of speech from a spoken text: one sentence each, or part of one where it is too long for a breath. */
export type Speaker = (speak: string) => readonly SpokenText[];

/** One breath: 7 seconds at 5 mora a second. */
export const LONGEST_BREATH = 35;

/** Pure: the same text becomes the same pieces, so that synthesised speech can be kept by content. */
export function makeSpeaker(options: SpeakerOptions): Speaker {
  const known = [...options.words].sort((a, b) => b.word.length - a.word.length);
  const piece = (text: string): SpokenText => ({ text, readings: readingsOf(text, known) });
  const moraOf = (text: string): number => spokenMora(piece(text), options.kana);
  return (speak) =>
    sentencesOf(speak)
      .flatMap((sentence) => withNumbersTwice(sentence, options.repeat))
      .flatMap((sentence) => breaths(sentence, moraOf))
      .map(piece);
}

/** Mora of a piece, read aloud in full. */
export function spokenMora({ text, readings }: SpokenText, kana: (text: string) => string): number {
  return countMora(kana(withReadings(text, readings)));
}

function readingsOf(text: string, known: readonly Reading[]): Reading[] {
  const phones = numbersIn(text).flatMap(groupReadings);
  const words = known.filter(({ word }) => text.includes(word));
  const all = [...phones, ...numberReadings(text), ...words];
  return [...new Map(all.map((reading) => [reading.word, reading])).values()].sort(
    (a, b) => b.word.length - a.word.length,
  );
}

function sentencesOf(speak: string): string[] {
  return speak
    .split(/(?<=。)|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '' && sentence !== '。')
    .map((sentence) => (sentence.endsWith('。') ? sentence : `${sentence}。`));
}

/** Nobody writes a number down at the first hearing. */
function withNumbersTwice(sentence: string, repeat: string): string[] {
  const numbers = numbersIn(sentence);
  return [sentence, ...numbers.flatMap((number) => [repeat, `${number}です。`])];
}

/** Cut at 「、」 so that each part fits into a breath, as few parts as possible. */
function breaths(sentence: string, moraOf: (text: string) => number): string[] {
  if (moraOf(sentence) <= LONGEST_BREATH) return [sentence];
  const parts: string[] = [];
  for (const clause of sentence.split(/(?<=、)/)) {
    const last = parts.at(-1);
    if (last !== undefined && moraOf(last + clause) <= LONGEST_BREATH)
      parts[parts.length - 1] = last + clause;
    else parts.push(clause);
  }
  return parts;
}
