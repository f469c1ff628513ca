/** Names of the dialogs on the stack; stored with the conversation, so never rename one that is in use. */
export const DIALOG = {
  main: 'main',
  disambiguation: 'disambiguation',
  cohort: 'cohort',
  handoff: 'handoff',
  feedback: 'feedback',
  wish: 'wish',
} as const;
