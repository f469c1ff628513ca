import type { Operator } from '../conversation/operator';
import type { Figure, Labelled, Room } from './wire';

/** Shapes of the supervisor's part of the console's interface, beside wire.ts. Types only. */

/** Those who wait for one skill. */
export interface RoomLine {
  readonly skill: Labelled;
  readonly waiting: number;
  /** Seconds. */
  readonly longestWait: number;
  /** Over the promised time. */
  readonly late: number;
}

/** GET room */
export interface RoomState extends Room {
  /** The desk's day that the figures of a period are of, YYYY-MM-DD. */
  readonly today: string;
  /** Skills for which somebody waits. */
  readonly lines: readonly RoomLine[];
  /** Every place that operators work at. */
  readonly sites: readonly string[];
}

export interface NamedCount extends Labelled {
  readonly count: number;
}

/** How often an entry was the answer. */
interface EntryUse extends Labelled {
  readonly bot: number;
  readonly operator: number;
  readonly call: number;
}

/** GET statistics?from=&to= (days in Japan, both included); with `format=csv` as a table for Excel. */
export interface StatisticsReport {
  readonly from: string;
  readonly to: string;
  readonly figures: readonly Figure[];
  readonly byCause: readonly NamedCount[];
  readonly byTopic: readonly NamedCount[];
  readonly byChannel: readonly NamedCount[];
  readonly entries: readonly EntryUse[];
}

/** GET operators */
export type OperatorDetails = Operator;

/** PATCH operators/:id; `roles`, `disabled` and `displayName` are an administrator's to change. */
export type OperatorPatch = Partial<Omit<OperatorDetails, 'id' | 'login'>>;

/** A stretch of a day, HH:MM. */
interface OpeningBlock {
  readonly from: string;
  readonly to: string;
}

export interface OpeningDay {
  readonly date: string;
  /** 月 */
  readonly weekday: string;
  /** None: closed. */
  readonly blocks: readonly OpeningBlock[];
  /** special: by a supervisor's word. */
  readonly kind: 'usual' | 'holiday' | 'closure' | 'special';
  readonly reason?: string;
}

/** GET opening */
export interface OpeningState {
  readonly open: boolean;
  /** ISO 8601; absent when none is in sight. */
  readonly nextOpening?: string;
  /** The week in words. */
  readonly hoursText: string;
  /** Two weeks from today, and special days after them. */
  readonly days: readonly OpeningDay[];
}

/** PUT opening */
export type OpeningChange =
  | { readonly act: 'close-now'; readonly reason: string }
  | { readonly act: 'open-until'; readonly until: string; readonly reason: string }
  /** No blocks: closed all day. */
  | {
      readonly act: 'day';
      readonly date: string;
      readonly blocks: readonly OpeningBlock[];
      readonly reason: string;
    }
  /** As hours.yaml says. */
  | { readonly act: 'usual'; readonly date: string };

/** GET brief/status */
export interface BriefReader {
  readonly operatorId: string;
  readonly name: string;
  readonly seenRelease?: number;
  readonly release: number;
  readonly upToDate: boolean;
  readonly tickedAt?: string;
}

/** GET audit?before= (administrator), newest first. */
export interface AuditLine {
  readonly n: number;
  readonly at: string;
  readonly actor: Labelled;
  readonly act: Labelled;
  readonly subject: Labelled;
  readonly details: string;
}
