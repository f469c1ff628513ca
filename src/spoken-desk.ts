import type { Desk } from './answering/desk';
import type { DialogueSettings, MenuTopic } from './channels/voice/dialogue/dialogue-settings';
import { makeSpeaker, type Speaker } from './channels/voice/dialogue/spoken-text';
import type { SpokenText } from './channels/voice/ports';
import type { PromptKey } from './conversation/voice-prompts';
import { AppError } from './errors';
import { fillPlaceholders } from './knowledge/placeholders';
import { renderAnswer } from './knowledge/render-answer';
import type { Pack } from './knowledge/pack';
import { withProtectedTerms } from './language/protected-terms';
import type { Tokenizer } from './language/token';

/** The city's knowledge, made ready to be said. */
export interface SpokenDesk {
  readonly speaker: Speaker;
  /** Reading in kana of any text, as the dictionary has it. */
  readonly kana: (text: string) => string;
  readonly prompt: DialogueSettings['prompt'];
  readonly menu: readonly MenuTopic[];
  /** Everything that is known beforehand: prompts, menu and answers at this time, most needed first. */
  known(now: number): SpokenText[];
}

/** Throws `knowledge.invalid` for a city without voice.yaml. */
export function spokenDesk({ pack }: Pick<Desk, 'pack'>, tokenizer: Tokenizer): SpokenDesk {
  const { voice } = pack;
  if (voice === undefined)
    throw new AppError(
      'knowledge.invalid',
      `knowledge/${pack.catalog.id}/voice.yaml is not there: the telephone needs its words`,
    );
  const tokenize = withProtectedTerms(tokenizer, pack.terms);
  const kana = (text: string): string =>
    katakana(
      tokenize(text)
        .map(({ reading }) => reading)
        .join(''),
    );
  const speaker = makeSpeaker({ words: wordsOf(pack), kana, repeat: voice.prompts.numberAgain });
  const prompt = (key: PromptKey, values: Readonly<Record<string, string>> = {}): readonly SpokenText[] =>
    speaker(fillPlaceholders(voice.prompts[key], 'speak', (name) => filled(values[name])));
  const menu = voice.menu.map(({ name, questions }) => ({
    name,
    questions: questions.map((question) => ({ name: question.name, say: questionOf(pack, question.entry) })),
  }));
  return { speaker, kana, prompt, menu, known: (now) => knownSpeech(pack, { speaker, prompt, menu }, now) };
}

function filled(value: string | undefined) {
  return value === undefined ? undefined : { text: value, speak: value, block: false };
}

function questionOf({ entries }: Pack, entryId: string): string {
  return entries.find(({ id }) => id === entryId)?.question ?? entryId;
}

/** Terms and venues with the readings that staff have written; kana reads itself. */
function wordsOf({ terms, venues }: Pack): { word: string; kana: string }[] {
  const venueNames = venues.map(({ name, reading }) => ({ word: name, kana: katakana(reading) }));
  const written = terms.map(({ term, reading }) => ({ word: term, kana: katakana(reading) }));
  return [...venueNames, ...written].filter(({ word }) =>
    /[^\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(word),
  );
}

function knownSpeech(
  pack: Pack,
  { speaker, prompt, menu }: Pick<SpokenDesk, 'speaker' | 'prompt' | 'menu'>,
  now: number,
): SpokenText[] {
  const { voice, catalog, policy } = pack;
  const fixed = Object.entries(voice?.prompts ?? {}).filter(([, text]) => !text.includes('{{'));
  const lists = [menu, ...menu.map(({ questions }) => questions)];
  const all = [
    ...prompt('greeting', { city: catalog.city }),
    ...fixed.flatMap(([key]) => prompt(key as PromptKey)),
    ...lists.flatMap((list) =>
      list.flatMap(({ name }, i) => prompt('menuItem', { name, key: String(i + 1) })),
    ),
    ...Object.values(policy.emergency).flatMap(({ speak }) => speaker(speak)),
    ...pack.entries.flatMap((entry) => speaker(renderAnswer(pack, entry, now).speak)),
    ...[...policy.smalltalk, ...policy.handoffTopics].flatMap(({ speak }) => speaker(speak)),
    ...Object.values(pack.messages)
      .filter(({ speak }) => !speak.includes('{{'))
      .flatMap(({ speak }) => speaker(speak)),
  ];
  return [...new Map(all.map((piece) => [piece.text, piece])).values()];
}

function katakana(text: string): string {
  return text.replace(/[ぁ-ゖ]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0x60));
}
