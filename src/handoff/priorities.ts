/** Why a handoff stands before others. */
export type PriorityReason = 'emergency' | 'returned' | 'long-wait';

/** Higher is served first; within one priority, who has waited longest. A wish enters with 0. */
export const PRIORITIES: Readonly<Record<PriorityReason, number>> = {
  /** Someone may be hurt now: before everybody. */
  emergency: 100,
  /** Had a person already and lost them through no fault of their own: at the head, but not before danger. */
  returned: 50,
  /** Over ten minutes: before newcomers whose topic was given a priority of 1 to 9, so that nobody starves behind them. */
  'long-wait': 10,
};
