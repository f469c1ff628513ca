import { z } from 'zod';
import { wordingSchema } from './texts';

/** Every text of the desk that is not an FAQ answer, with the values it may name as {{…}}. */
export const MESSAGES = {
  welcome: ['city'],
  demonstration: ['city'],
  empty: [],
  busy: [],
  apology: [],
  personalNumber: [],
  fallback: [],
  outside: ['label', 'name', 'phone'],
  outsideAnywhere: ['label'],
  choose: [],
  chooseAgain: [],
  noneOfThese: [],
  severalAnswers: ['count'],
  answerHeading: ['question'],
  cohortAsk: [],
  cohortAskAgain: [],
  cohortGiveUp: [],
  cohortSeveral: [],
  handoffAsked: [],
  handoffTwoFailures: [],
  queuePlace: ['place', 'wait'],
  queuePlaceOnly: ['place'],
  queueNext: ['hours'],
  queueWaiting: ['place', 'wait'],
  queueClosed: ['hours', 'next'],
  queueCancelled: [],
  queueCancelButton: [],
  personButton: [],
  feedbackAsk: [],
  feedbackYes: [],
  feedbackNo: [],
  feedbackThanks: [],
  feedbackSorry: [],
} as const satisfies Record<string, readonly string[]>;

export type MessageKey = keyof typeof MESSAGES;
export const MESSAGE_KEYS = Object.keys(MESSAGES) as MessageKey[];

const shape = Object.fromEntries(MESSAGE_KEYS.map((key) => [key, wordingSchema])) as Record<MessageKey, typeof wordingSchema>;

export const messagesSchema = z.strictObject(shape);

export type Messages = Readonly<z.infer<typeof messagesSchema>>;
