import type { Catalog } from './catalog';
import type { Cohort } from './cohort';
import type { Contact } from './contact';
import type { DangerExamples } from './danger-examples';
import type { Entry } from './entry';
import type { Hours } from './hours';
import type { Synonyms, Term } from './language-data';
import type { Messages } from './messages';
import type { OutsideTopic } from './outside-topic';
import type { Policy } from './policy';
import type { Venue } from './venue';

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
}
