import type { Canned } from './canned';
import type { Catalog } from './catalog';
import type { Cohort } from './cohort';
import type { Contact } from './contact';
import type { DangerExamples } from './danger-examples';
import type { Entry } from './entry';
import type { Hours } from './hours';
import type { Synonyms, Term } from './language-data';
import type { LineTexts } from './line-menu';
import type { Messages } from './messages';
import type { OutsideTopic } from './outside-topic';
import type { Policy } from './policy';
import type { Venue } from './venue';
import type { Voice } from './voice';

/** Everything the desk knows about one city, checked and ready to use. */
export interface Pack {
  readonly catalog: Catalog;
  readonly entries: readonly Entry[];
  readonly venues: readonly Venue[];
  readonly cohorts: readonly Cohort[];
  readonly contacts: readonly Contact[];
  readonly outside: readonly OutsideTopic[];
  readonly synonyms: Synonyms;
  readonly terms: readonly Term[];
  readonly emergency: DangerExamples;
  readonly policy: Policy;
  readonly hours: Hours;
  readonly messages: Messages;
  /** Absent from a city without prepared replies, and from releases before there were any. */
  readonly canned?: readonly Canned[];
  /** Absent from a city without a LINE account of its own. */
  readonly line?: LineTexts;
  /** Absent from a city without a telephone desk. */
  readonly voice?: Voice;
}
