import { randomUUID } from 'node:crypto';
import { buildBot } from '../../src/build-bot';
import type { Channel } from '../../src/conversation/channel';
import type { Message } from '../../src/conversation/message';
import type { ReplyRecord } from '../../src/conversation/reply';
import { personalDataMask } from '../../src/personal-data-mask';
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
  private messages = 0;
  private seen = 0;

  constructor(
    real: RealDesk,
    private readonly db: Db,
    private readonly options: { readonly channel: Channel; readonly now: number },
  ) {
    const { desk, tokenizer } = real;
    const clock = () => this.now;
    this.now = options.now;
    this.store = new ConversationStore(db, desk.pack.catalog.id, clock);
    this.brain = buildBot({ desk, db, clock, bot: { id: 'madoguchi', name: '窓口' }, logger: silent });
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

  /** The console's part, which is a later issue: an operator takes the conversation. */
  async operatorTakes(operator: string): Promise<void> {
    await this.db.query('update conversation set owner = $2 where id = $1', [
      this.id,
      `operator:${operator}`,
    ]);
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
