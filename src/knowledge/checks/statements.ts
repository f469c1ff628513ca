import type { Draft, PlacedEntry } from '../draft';
import type { Path, Source } from '../parse-entries';
import type { Place } from '../problem';

/** One text that a citizen may read or hear, with its place. */
export interface Statement {
  readonly form: 'text' | 'speak';
  readonly text: string;
  /** The entry it belongs to; undefined for texts of policy.yaml and messages.yaml. */
  readonly entry?: PlacedEntry;
  readonly at: (offset: number) => Place;
}

/** The answers of every entry, changed ones included. */
export function entryStatements({ entries }: Draft): Statement[] {
  return entries.flatMap((placed) => {
    const { entry, source, index } = placed;
    const wordings = [
      { path: [index] as Path, answer: entry.answer, speak: entry.speak },
      ...(entry.changes ?? []).map(({ answer, speak }, i) => ({ path: [index, 'changes', i] as Path, answer, speak })),
    ];
    return wordings.flatMap(({ path, answer, speak }) => [
      { ...statement(source, [...path, 'answer'], answer, 'text'), entry: placed },
      { ...statement(source, [...path, 'speak'], speak, 'speak'), entry: placed },
    ]);
  });
}

/** Everything said that is not an answer: emergency, topics for people, small talk, messages. */
export function otherStatements({ pack, sources }: Draft): Statement[] {
  const { policy, messages, outside, voice } = sources;
  const statements: Statement[] = pack.outside.flatMap(({ speak }, i) =>
    speak === undefined ? [] : [statement(outside, [i, 'speak'], speak, 'speak')],
  );
  for (const [kind, { text, speak }] of Object.entries(policy ? pack.policy.emergency : {})) {
    statements.push(statement(policy, ['emergency', kind, 'text'], text, 'text'));
    statements.push(statement(policy, ['emergency', kind, 'speak'], speak, 'speak'));
  }
  pack.policy.handoffTopics.forEach(({ speak }, i) => statements.push(statement(policy, ['handoffTopics', i, 'speak'], speak, 'speak')));
  pack.policy.smalltalk.forEach(({ speak }, i) => statements.push(statement(policy, ['smalltalk', i, 'speak'], speak, 'speak')));
  for (const [key, text] of Object.entries(pack.voice?.prompts ?? {})) statements.push(statement(voice, ['prompts', key], text, 'speak'));
  for (const [i, { name, questions }] of (pack.voice?.menu ?? []).entries()) {
    statements.push(statement(voice, ['menu', i, 'name'], name, 'speak'));
    questions.forEach((question, n) => statements.push(statement(voice, ['menu', i, 'questions', n, 'name'], question.name, 'speak')));
  }
  return [...statements, ...Object.entries(pack.messages).map(([key, { speak }]) => statement(messages, [key, 'speak'], speak, 'speak'))];
}

function statement(source: Source | undefined, path: Path, text: string, form: Statement['form']): Statement {
  return { form, text, at: (offset) => source?.textPlace(path, offset) ?? { file: '?', line: 1, column: 1 } };
}
