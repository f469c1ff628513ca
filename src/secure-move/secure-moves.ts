import { createHash, createHmac, hkdfSync } from 'node:crypto';
import type { Db } from '../storage/db';

export interface SecureMovesOptions {
  readonly db: Db;
  readonly city: string;
  /** The desk's secret, the same on every node. */
  readonly secret: string;
  /** How long a link can be opened. */
  readonly linkLifeMs?: number;
  /** How long the browser that opened it stays in. */
  readonly visitLifeMs?: number;
}

/** What a link is good for now. `fresh`: to be opened; `spent`: somebody has opened it. */
export type LinkState = 'fresh' | 'spent' | 'expired' | 'unknown';

const LINK_LIFE_MS = 10 * 60 * 1000;
const VISIT_LIFE_MS = 12 * 3600 * 1000;
const REMEMBERED_DAYS = 2;

/** One-time links to a conversation on the city's own page. The database holds hashes of tokens and of cookies, never what opens anything. */
export class SecureMoves {
  private readonly key: Buffer;

  constructor(private readonly options: SecureMovesOptions) {
    this.key = Buffer.from(hkdfSync('sha256', options.secret, '', 'madoguchi secure move', 32));
  }

  /** The token of a link. `occasion` names what it is sent with: the same occasion gives the same token, so that a message that must be
   *  sent again is the same message. Its time begins with the first call. */
  async issue(conversationId: string, occasion: string): Promise<string> {
    const { db, city, linkLifeMs = LINK_LIFE_MS } = this.options;
    const token = createHmac('sha256', this.key).update(`${conversationId}|${occasion}`).digest('base64url');
    await db.query(
      `insert into secure_move (token_hash, city, conversation_id, expires_at)
       values ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond') on conflict (token_hash) do nothing`,
      [hash(token), city, conversationId, linkLifeMs],
    );
    return token;
  }

  /** Looking changes nothing: link previews look, too. */
  async stateOf(token: string): Promise<LinkState> {
    const [row] = await this.options.db.query<{ spent: boolean; expired: boolean }>(
      `select opened_at is not null as spent, expires_at <= clock_timestamp() as expired from secure_move
       where token_hash = $1 and city = $2`,
      [hash(token), this.options.city],
    );
    if (row === undefined) return 'unknown';
    if (row.spent) return 'spent';
    return row.expired ? 'expired' : 'fresh';
  }

  /** Opens the link for the browser with this cookie, once and for all; older visits to the conversation end. False when it is not
   *  fresh (any more). */
  async open(token: string, cookie: string): Promise<boolean> {
    const opened = await this.options.db.query(OPEN, [hash(token), this.options.city, hash(cookie)]);
    return opened.length > 0;
  }

  /** The conversation that the browser with this cookie has moved to. */
  async visitOf(cookie: string): Promise<string | undefined> {
    const { db, city, visitLifeMs = VISIT_LIFE_MS } = this.options;
    const [row] = await db.query<{ id: string }>(VISIT, [hash(cookie), city, visitLifeMs]);
    return row?.id;
  }

  /** Deletes what is over. Returns how many. */
  async sweep(): Promise<number> {
    const gone = await this.options.db.query(
      `delete from secure_move where city = $1 and expires_at < clock_timestamp() - $2 * interval '1 day' returning city`,
      [this.options.city, REMEMBERED_DAYS],
    );
    return gone.length;
  }
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

const OPEN = `
  update secure_move set opened_at = clock_timestamp(), browser_hash = $3
  where token_hash = $1 and city = $2 and opened_at is null and expires_at > clock_timestamp() returning conversation_id`;

/** The newest visit to a conversation is the only one: whoever opened an earlier link there is out. */
const VISIT = `
  select m.conversation_id as id from secure_move m where m.browser_hash = $1 and m.city = $2
    and m.opened_at > clock_timestamp() - $3 * interval '1 millisecond' and not exists (
      select from secure_move n where n.conversation_id = m.conversation_id and n.opened_at > m.opened_at and n.browser_hash <> $1)
  order by m.opened_at desc limit 1`;
