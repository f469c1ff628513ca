import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Original } from '../conversation/message';
import type { Db, Queryable } from '../storage/db';
import { ReadTogether } from './read-together';
import { storableText } from './storable-json';

export interface SealedOriginalsOptions {
  readonly db: Db;
  readonly city: string;
  /** The desk's secret, the same on every node. With another one the older originals cannot be read any more. */
  readonly secret: string;
  /** Days that an original is kept; default 7. */
  readonly days?: number;
}

/** Where a message stands: its original can be opened there only. */
export interface MessagePlace {
  readonly conversationId: string;
  readonly seq: number;
}

const DAYS = 7;
const CIPHER = 'aes-256-gcm';
const FORM = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TEXT_AT = 1 + NONCE_BYTES + TAG_BYTES;

/** Citizens' own words, where the transcript holds a masked text: encrypted, opened one by one, and deleted by the age. Whoever opens
 *  one writes it into the audit log. */
export class SealedOriginals {
  private readonly key: Buffer;
  private readonly reading = new ReadTogether((ids: readonly string[]) => this.readSeqs(ids));

  constructor(private readonly options: SealedOriginalsOptions) {
    this.key = Buffer.from(hkdfSync('sha256', options.secret, '', 'madoguchi sealed originals', 32));
  }

  /** Keeps the original beside its masked message; `q` is the transaction that stores the message. */
  async seal(q: Queryable, at: MessagePlace, { text, kinds }: Original): Promise<void> {
    const { city, days = DAYS } = this.options;
    await q.query(
      `insert into sealed_original (conversation_id, seq, city, kinds, sealed, keep_until)
       values ($1, $2, $3, $4, $5, clock_timestamp() + $6 * interval '1 day')`,
      [at.conversationId, at.seq, city, kinds, this.encrypt(at, text), days],
    );
  }

  /** Undefined when there is none, when its time is over, or when it was sealed with another secret. */
  async reveal(conversationId: string, seq: number): Promise<string | undefined> {
    const [row] = await this.options.db.query<{ sealed: Buffer }>(
      'select sealed from sealed_original where city = $1 and conversation_id = $2 and seq = $3 and keep_until > clock_timestamp()',
      [this.options.city, conversationId, seq],
    );
    return row && this.decrypt({ conversationId, seq }, row.sealed);
  }

  /** The messages of a conversation whose originals can still be revealed. */
  sealedSeqs(conversationId: string): Promise<ReadonlySet<number>> {
    return this.reading.ask(storableText(conversationId));
  }

  /** Deletes what is too old, at least once an hour; a citizen who waits to be called is kept until a day after. Returns how many. */
  async sweep(): Promise<number> {
    const { db, city } = this.options;
    return db.tx(async (q) => {
      await q.query(KEEP_FOR_WISHES, [city]);
      const gone = await q.query(
        'delete from sealed_original where city = $1 and keep_until <= clock_timestamp() returning seq',
        [city],
      );
      return gone.length;
    });
  }

  private async readSeqs(ids: readonly string[]): Promise<readonly ReadonlySet<number>[]> {
    const rows = await this.options.db.query<{ conversation_id: string; seq: number }>(
      'select conversation_id, seq from sealed_original where city = $1 and conversation_id = any($2) and keep_until > clock_timestamp()',
      [this.options.city, ids],
    );
    return ids.map((id) => new Set(rows.filter((row) => row.conversation_id === id).map(({ seq }) => seq)));
  }

  private encrypt(at: MessagePlace, text: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES }).setAAD(
      placeBytes(at),
    );
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(FORM), nonce, cipher.getAuthTag(), body]);
  }

  private decrypt(at: MessagePlace, sealed: Buffer): string | undefined {
    if (sealed[0] !== FORM || sealed.length < TEXT_AT) return undefined;
    const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
    try {
      const decipher = createDecipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(placeBytes(at))
        .setAuthTag(sealed.subarray(1 + NONCE_BYTES, TEXT_AT));
      return Buffer.concat([decipher.update(sealed.subarray(TEXT_AT)), decipher.final()]).toString('utf8');
    } catch {
      return undefined; // sealed with another secret, or moved here from another message
    }
  }
}

/** The wish stays open while the operator who took it still writes it up. */
const KEEP_FOR_WISHES = `
  update sealed_original s set keep_until = clock_timestamp() + interval '1 day'
  where s.city = $1 and s.keep_until < clock_timestamp() + interval '1 day' and exists (
    select from handoff h where h.conversation_id = s.conversation_id and h.closed_at is null and exists (
      select from handoff_event e where e.handoff_id = h.id and e.state in ('callback', 'message')))`;

/** Ties the original to its place, so that nobody can show it as another citizen's. */
function placeBytes({ conversationId, seq }: MessagePlace): Buffer {
  return Buffer.from(`${conversationId}|${seq}`, 'utf8');
}
