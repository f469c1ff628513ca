import type { Decision } from '../conversation/decision';
import type { Memory } from '../conversation/memory';

const LONGEST = 120;

/** What the next turn needs to know of this one. */
export function remember(before: Memory, decision: Decision, text: string): Memory {
  switch (decision.kind) {
    case 'answer':
    case 'disambiguate': {
      const entryIds = (decision.kind === 'answer' ? decision.answers : decision.choices).map(
        ({ entryId }) => entryId,
      );
      // Asking back is not yet a success: who finds nothing among the choices twice must reach a person.
      const failures = decision.kind === 'answer' ? 0 : before.failures;
      return { failures, previous: { text: text.slice(-LONGEST), entryIds } };
    }
    case 'fallback':
      return { ...before, failures: before.failures + 1 };
    case 'smalltalk':
      return before;
    case 'emergency':
    case 'handoff':
      return { ...before, failures: 0 };
  }
}
