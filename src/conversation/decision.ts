import type { Candidate } from './candidate';

export type HandoffCause = 'asked' | 'two-failures' | 'policy-topic';
export type EmergencyKind = 'life' | 'self-harm';

interface Reasoned {
  /** Why, in one plain English sentence with the numbers used; stored with every reply. */
  readonly reason: string;
  /** All candidates, best first, whatever was decided. */
  readonly candidates: readonly Candidate[];
}

/** What the desk does with one utterance. */
export type Decision =
  | (Reasoned & {
      readonly kind: 'answer';
      /** One per question asked. */ readonly answers: readonly Candidate[];
    })
  | (Reasoned & {
      readonly kind: 'disambiguate';
      /** Two to four; one is confirmed with yes or no. */ readonly choices: readonly Candidate[];
    })
  | (Reasoned & {
      readonly kind: 'fallback';
      /** A topic of outside.yaml, when the question clearly is one. */ readonly outsideId?: string;
    })
  | (Reasoned & {
      readonly kind: 'handoff';
      readonly cause: HandoffCause;
      /** A topic of policy.yaml. */ readonly topicId?: string;
    })
  | (Reasoned & { readonly kind: 'emergency'; readonly emergency: EmergencyKind })
  | (Reasoned & {
      readonly kind: 'smalltalk';
      /** A topic of policy.yaml's smalltalk. */ readonly topicId: string;
    });
