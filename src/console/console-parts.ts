import type { Logger } from 'pino';
import type { Accounts } from '../accounts/accounts';
import type { Desk } from '../answering/desk';
import type { EntrySuggestions } from '../answering/suggest';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../conversation/clock';
import type { HandoffService } from '../handoff/handoff-service';
import type { Db } from '../storage/db';
import type { ConversationStore } from '../transcript/conversation-store';
import type { SealedOriginals } from '../transcript/sealed-originals';

/** What the console's routes and its feed are made of; built once, in src/open-console.ts. */
export interface ConsoleParts {
  readonly db: Db;
  /** The city's id. */
  readonly city: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly accounts: Accounts;
  readonly audit: AuditLog;
  readonly handoff: HandoffService;
  readonly conversations: ConversationStore;
  readonly originals: SealedOriginals;
  readonly suggestions: EntrySuggestions;
  /** Asked anew each time, so that a new release takes effect at once. */
  readonly desk: () => Desk;
  /** Hides personal data; what staff type is masked like a citizen's words. */
  readonly mask: (text: string) => string;
  /** Milliseconds to accept an offer. */
  readonly acceptWithinMs: number;
}
