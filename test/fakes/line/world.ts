import { randomUUID } from 'node:crypto';
import { idOf } from './ids';
import type { RichMenu } from './rich-menu-schema';
import { Talk } from './talk';

interface Person {
  readonly userId: string;
  readonly displayName: string;
  /** A friend of the account; others get nothing. */
  friend: boolean;
  /** Their profile cannot be read (blocked, or LINE on a PC only). */
  hidden: boolean;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly members: Set<string>;
}

interface ReplyToken {
  readonly to: string;
  readonly at: number;
  used: boolean;
}

interface Accepted {
  readonly requestId: string;
  readonly body: string;
  readonly sentMessages: readonly { readonly id: string }[];
  readonly at: number;
}

export interface StoredMenu extends RichMenu {
  readonly richMenuId: string;
  image?: { readonly type: string; readonly bytes: Buffer };
}

/** The platform's memory: one official account, its friends and groups, and what each of them sees. */
export class LineWorld {
  readonly account = { userId: idOf('U', 'account'), basicId: '@000mihon', displayName: '狛江市（見本）' };
  channelSecret = '0123456789abcdef0123456789abcdef';
  accessToken = `line-fake-${'x'.repeat(120)}`;
  chatMode: 'chat' | 'bot' = 'bot';
  webhook: { endpoint?: string; active: boolean } = { active: false };
  /** Messages that a month allows; absent: no limit. */
  quotaLimit?: number;
  quotaUsed = 0;
  readonly people = new Map<string, Person>();
  readonly groups = new Map<string, Group>();
  readonly replyTokens = new Map<string, ReplyToken>();
  readonly retryKeys = new Map<string, Accepted>();
  readonly contents = new Map<string, { readonly type: string; readonly bytes: Buffer }>();
  readonly menus = new Map<string, StoredMenu>();
  readonly aliases = new Map<string, string>();
  readonly menuOfUser = new Map<string, string>();
  defaultMenu?: string;
  /** What LINE would let pass though it does not do what was meant; a test expects none. */
  readonly violations: string[] = [];
  private readonly talks = new Map<string, Talk>();
  private messages = 0;

  constructor(readonly now: () => number) {}

  talk(id: string): Talk {
    const talk = this.talks.get(id) ?? new Talk(id);
    this.talks.set(id, talk);
    return talk;
  }

  /** Message ids are numbers in a string, rising. */
  messageId(): string {
    this.messages += 1;
    return String(400_000_000_000_000_000n + BigInt(this.messages));
  }

  requestId(): string {
    return randomUUID();
  }

  /** How many people a message to this id is for. */
  recipients(id: string): number {
    return this.groups.get(id)?.members.size ?? 1;
  }
}
