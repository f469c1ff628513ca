import type { Pack } from '../knowledge/pack';
import type { Matchable } from '../matching/matchable';

const PERSON = 'person';

/** Everything the matcher must tell apart: entries, and what is not an entry but competes with them. */
export function matchablesOf(pack: Pack): Matchable[] {
  return [
    ...pack.entries.map(({ id, question, phrasings, situations, keywords }) => ({
      id,
      kind: 'entry' as const,
      phrasings: [question, ...phrasings, ...situations, keywords.join(' ')],
    })),
    ...pack.outside.map(({ id, phrasings }) => ({ id, kind: 'outside' as const, phrasings })),
    ...pack.policy.handoffTopics.map(({ id, phrasings }) => ({
      id,
      kind: 'policy-topic' as const,
      phrasings,
    })),
    ...pack.policy.smalltalk.map(({ id, phrasings }) => ({ id, kind: 'smalltalk' as const, phrasings })),
    { id: PERSON, kind: 'person' as const, phrasings: pack.policy.person },
  ];
}
