import { randomUUID } from 'node:crypto';
import { handoffWording } from '../../src/answering/handoff-wording';
import { buildBot } from '../../src/build-bot';
import type { Channel } from '../../src/conversation/channel';
import type { Message } from '../../src/conversation/message';
import type { ReplyRecord } from '../../src/conversation/reply';
import { personalDataMask } from '../../src/personal-data-mask';
import { HandoffService } from '../../src/handoff/handoff-service';
import type { QueueRow } from '../../src/handoff/handoff';
import type { Lease } from '../../src/handoff/lease';
import type { Db } from '../../src/storage/db';
import { ConversationStore } from '../../src/transcript/conversation-store';
import { turnScope } from '../../src/transcript/turn-scope';
import type { RealDesk } from '../helpers/real-desk';
import { silent } from '../helpers/test-database';

export interface Said {
  readonly text: string;
  readonly speak: string;
  readonly author: string;
  readonly buttons: readonly { title: string; value: string }[];
  /** As it is in the store, and as the client gets it. */
  readonly stored: ReplyRecord | undefined;
  readonly sent: ReplyRecord | undefined;
}

/** One citizen at the real desk: store, turns, adapter, bot and dialogs as in the product; only the network is missing. */
export class SpokenDesk {
  now: number;
  readonly id = randomUUID();
  private readonly store: ConversationStore;
  private readonly brain: ReturnType<typeof buildBot>;
  private readonly mask: (text: string) => string;
  private readonly handoff: HandoffService;
  private readonly city: string;
  private lease: Lease | undefined;
  private messages = 0;
  private seen = 0;

  constructor(
    private readonly real: RealDesk,
    private readonly db: Db,
    private readonly options: { readonly channel: Channel; readonly now: number },
  ) {
    const { desk, tokenizer } = real;
    const clock = () => this.now;
    this.now = options.now;
    const { hours } = desk.pack;
    const city = (this.city = desk.pack.catalog.id);
    const conversations = (this.store = new ConversationStore(db, city, clock));
    const wording = handoffWording(() => desk.pack);
    const handoff = (this.handoff = new HandoffService({ db, city, clock, hours, conversations, wording }));
    this.brain = buildBot({
      desk,
      db,
      clock,
      bot: { id: 'madoguchi', name: '窓口' },
      logger: silent,
      handoff,
    });
    this.mask = personalDataMask(desk.pack, tokenizer);
  }

  async begin(): Promise<Said[]> {
    await this.store.open({ conversationId: this.id, channel: this.options.channel, userId: 'citizen' });
    const membersAdded = [{ id: 'madoguchi' }, { id: 'citizen' }];
    return this.turn({ type: 'conversationUpdate', membersAdded }, '');
  }

  async says(words: string): Promise<Said[]> {
    const text = this.mask(words);
    return this.turn({ type: 'message', text }, text);
  }

  async owner(): Promise<string | undefined> {
    return (await this.store.find(this.id))?.owner;
  }

  /** An operator takes the conversation out of the line. */
  async operatorTakes(operator: string): Promise<void> {
    const handoff = await this.newestHandoff();
    await this.db.query(
      `insert into operator (id, city, login, display_name, roles) values ($1, $2, $1, $1, '{operator}') on conflict do nothing`,
      [operator, this.city],
    );
    this.lease = await this.handoff.claim(operator, handoff?.handoffId ?? '');
  }

  async operatorCloses(): Promise<void> {
    if (this.lease) await this.handoff.close(this.lease, { code: 'test', reason: 'resolved' });
  }

  /** The operator gives it back: it is at the head of the line again. */
  async operatorReturns(): Promise<void> {
    if (this.lease) await this.handoff.requeue(this.lease);
  }

  /** One operator, and a quarter of an hour for each of the last conversations. */
  async isBusy(): Promise<void> {
    const other = new SpokenDesk(this.real, this.db, { channel: 'web', now: this.now });
    await other.begin();
    await other.says('人と話したい');
    await other.operatorTakes('suzuki');
    await other.operatorCloses();
    await this.db.query(`update assignment set accepted_at = ended_at - interval '15 minutes'`);
    await this.db.query(
      `update operator_presence set state = 'available', seen_at = clock_timestamp() where operator_id = 'suzuki'`,
    );
    await this.db.query('update operator set capacity = 1');
  }

  /** The newest handoff of this conversation, ended ones too. */
  async newestHandoff(): Promise<QueueRow | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      'select id from handoff where conversation_id = $1 order by id desc limit 1',
      [this.id],
    );
    return row && this.handoff.row(row.id);
  }

  async lastWords(): Promise<string> {
    const all = await this.store.since(this.id, 0);
    return all.filter(({ author }) => author === 'citizen').at(-1)?.text ?? '';
  }

  private async turn(activity: Record<string, unknown>, text: string): Promise<Said[]> {
    this.messages += 1;
    const visible = activity['type'] === 'message';
    const key = `m${this.messages}`;
    const { message } = await this.store.receive({ conversationId: this.id, key, activity, text, visible });
    await this.store.takeTurn(this.id, (turn) => turnScope.run(turn, () => this.brain.run(turn)));
    const said = await this.store.since(this.id, Math.max(message.seq, this.seen));
    this.seen = said.at(-1)?.seq ?? message.seq;
    return said.map(toSaid);
  }
}

interface Wire {
  readonly speak?: string;
  readonly suggestedActions?: { readonly actions: readonly { title: string; value: string }[] };
  readonly channelData?: { readonly record?: ReplyRecord };
}

function toSaid({ text, author, activity, record }: Message): Said {
  const wire = activity as Wire;
  const buttons = wire.suggestedActions?.actions ?? [];
  return { text, author, speak: wire.speak ?? '', buttons, stored: record, sent: wire.channelData?.record };
}
