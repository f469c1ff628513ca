import { VOICE_PROMPTS, type PromptKey } from '../../conversation/voice-prompts';
import type { Check, Draft } from '../draft';
import { MESSAGE_KEYS, MESSAGES } from '../messages';
import { makeResolver, PLACEHOLDER, type Resolve } from '../placeholders';
import type { Problem } from '../problem';
import { entryStatements, type Statement } from './statements';
import { nearest } from '../spelling-distance';

/** Every {{…}} has a record behind it, and a block stands alone on its line. */
export const checkPlaceholders: Check = (draft, now) => {
  const resolve = makeResolver(draft.pack, now);
  const names = placeholderNames(draft);
  return [...entryStatements(draft).flatMap((statement) => inAnswer(statement, resolve, names)), ...inMessages(draft), ...inVoice(draft)];
};

function inAnswer({ text, at }: Statement, resolve: Resolve, names: readonly string[]): Problem[] {
  const problems = [...text.matchAll(PLACEHOLDER)].flatMap((match): Problem[] => {
    const name = match[1] ?? '';
    const meaning = resolve(name);
    const place = at(match.index);
    if (!meaning) return [unknown(place, name, names)];
    const alone = lineAround(text, match.index).trim() === match[0];
    return meaning.block && !alone
      ? [
          {
            ...place,
            code: 'placeholder.not-alone',
            message: `差し込み {{${name}}} は、何行にもなるので、文の中に書けません`,
            hint: 'この差し込みだけで1行にしてください',
            severity: 'error',
          },
        ]
      : [];
  });
  const rest = text.replace(PLACEHOLDER, (found) => ' '.repeat(found.length));
  const stray = rest.search(/\{\{|\}\}/);
  return stray < 0
    ? problems
    : [
        ...problems,
        {
          ...at(stray),
          code: 'placeholder.unclosed',
          message: '差し込みのかっこが、そろっていません',
          hint: '{{ と }} を、半角2つずつで書いてください',
          severity: 'error',
        },
      ];
}

function inMessages({ pack, sources }: Draft): Problem[] {
  return MESSAGE_KEYS.flatMap((key) =>
    (['text', 'speak'] as const).flatMap((form) =>
      [...pack.messages[key][form].matchAll(PLACEHOLDER)].flatMap((match) => {
        const name = match[1] ?? '';
        const allowed: readonly string[] = MESSAGES[key];
        const place = sources.messages?.textPlace([key, form], match.index);
        return place && !allowed.includes(name) ? [unknown(place, name, allowed)] : [];
      }),
    ),
  );
}

function inVoice({ pack, sources }: Draft): Problem[] {
  return Object.entries(pack.voice?.prompts ?? {}).flatMap(([key, text]) =>
    [...text.matchAll(PLACEHOLDER)].flatMap((match) => {
      const name = match[1] ?? '';
      const allowed: readonly string[] = VOICE_PROMPTS[key as PromptKey];
      const place = sources.voice?.textPlace(['prompts', key], match.index);
      return place && !allowed.includes(name) ? [unknown(place, name, allowed)] : [];
    }),
  );
}

function unknown(place: { file: string; line: number; column: number }, name: string, names: readonly string[]): Problem {
  const meant = nearest(name, names);
  const usable = names.length === 0 ? 'ここでは差し込みは使えません' : `使えるもの: ${names.map((one) => `{{${one}}}`).join(' ')}`;
  return {
    ...place,
    code: 'placeholder.unknown',
    message: `差し込み {{${name}}} は、ありません`,
    hint: meant ? `{{${meant}}} のまちがいではありませんか` : usable,
    severity: 'error',
  };
}

function placeholderNames({ pack }: Draft): string[] {
  return [
    ...pack.venues.flatMap(({ id }) => ['access', 'name', 'address', 'sessions'].map((key) => `venue.${id}.${key}`)),
    ...['list', 'sessions', 'parking', 'bicycle', 'bus', 'step-free'].map((key) => `venues.${key}`),
    ...['table', 'booking', 'tickets'].map((key) => `cohorts.${key}`),
    ...pack.contacts.flatMap(({ id, fax }) =>
      ['name', 'phone', 'hours', ...(fax === undefined ? [] : ['fax'])].map((key) => `contact.${id}.${key}`),
    ),
  ];
}

function lineAround(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end);
}
