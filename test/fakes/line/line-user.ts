import { newEvent, talkIdOf, type Source, type WebhookEvent } from './events';
import { CONTENT_NAMES, contentOf, type ContentKind } from './message-content';
import type { Talk } from './talk';
import type { WebhookSender } from './webhook-sender';
import type { LineWorld } from './world';

/**
 * Somebody with LINE on the telephone. Each act makes an event; those that end in `s` (`says`, `presses`) bring it to the webhook at
 * once, and the others leave that to the test, which may bring it late, twice or in another order.
 */
export class LineUser {
  /** What this user sees in the 1:1 talk. */
  readonly talk: Talk;

  constructor(
    private readonly world: LineWorld,
    private readonly sender: WebhookSender,
    readonly userId: string,
    readonly displayName: string,
  ) {
    this.talk = world.talk(userId);
  }

  get source(): Source {
    return { type: 'user', userId: this.userId };
  }

  async says(text: string): Promise<WebhookEvent> {
    return this.bring(this.text(text));
  }

  async sends(kind: ContentKind): Promise<WebhookEvent> {
    return this.bring(this.content(kind));
  }

  /** Presses a quick reply button that is on the screen now. */
  async presses(label: string): Promise<WebhookEvent> {
    const item = this.talk.quickReplies.find(({ action }) => action.label === label);
    if (!item) throw new Error(`no button "${label}"; there are ${JSON.stringify(this.labels)}`);
    const event = this.act(item.action);
    if (!event) throw new Error(`the button "${label}" sends nothing: ${item.action.type}`);
    return this.bring(event);
  }

  get labels(): readonly string[] {
    return this.talk.quickReplies.map(({ action }) => action.label);
  }

  async unsends(messageId: string): Promise<WebhookEvent> {
    this.talk.unsend(messageId);
    return this.bring(this.event({ type: 'unsend', unsend: { messageId } }));
  }

  /** Adds the account as a friend, or takes it back after blocking it. */
  async follows(): Promise<WebhookEvent> {
    return this.bring(this.following());
  }

  async blocks(): Promise<WebhookEvent> {
    return this.bring(this.blocking());
  }

  following(): WebhookEvent {
    const person = this.world.people.get(this.userId);
    const isUnblocked = person?.friend === false;
    if (person) person.friend = true;
    return this.event({ type: 'follow', follow: { isUnblocked } });
  }

  blocking(): WebhookEvent {
    const person = this.world.people.get(this.userId);
    if (person) person.friend = false;
    return this.event({ type: 'unfollow' });
  }

  /** A text that stands in the talk but has not reached the webhook. `source`: said in a group or room. */
  text(
    text: string,
    { source = this.source, mentionsAccount = false, mode }: TextOptions = {},
  ): WebhookEvent {
    const { account } = this.world;
    const name = `@${account.displayName}`;
    const whole = mentionsAccount ? `${name} ${text}` : text;
    const mentionee = { index: 0, length: name.length, type: 'user', userId: account.userId, isSelf: true };
    return this.message(
      (id) => ({
        type: 'text',
        id,
        text: whole,
        quoteToken: `quote-${id}`,
        markAsReadToken: `read-${id}`,
        ...(mentionsAccount && { mention: { mentionees: [mentionee] } }),
      }),
      { read: whole, source, mode },
    );
  }

  content(kind: ContentKind, { source = this.source, mode }: TextOptions = {}): WebhookEvent {
    return this.message((id) => contentOf(this.world, kind, id), { read: CONTENT_NAMES[kind], source, mode });
  }

  /** Presses a button with this data, as a rich menu or a Flex message may have it. */
  postback(data: string, params?: Readonly<Record<string, string>>): WebhookEvent {
    return this.event({ type: 'postback', postback: { data, ...(params && { params }) } });
  }

  /** Any other event, also of a kind that nobody knows yet. */
  event(
    fields: { readonly type: string; readonly [field: string]: unknown },
    { source = this.source, mode }: TextOptions = {},
  ): WebhookEvent {
    return newEvent(this.world, source, fields, mode);
  }

  /** What pressing a button sends: postback or text; nothing for a link or a camera. */
  act(action: { readonly type: string; readonly [field: string]: unknown }): WebhookEvent | undefined {
    if (action.type === 'message') return this.text(String(action['text']));
    if (action.type === 'richmenuswitch') return this.switchTab(action);
    if (action.type !== 'postback') return undefined;
    if (typeof action['displayText'] === 'string')
      this.show(action['displayText'], this.world.messageId(), this.source);
    return this.postback(String(action['data']));
  }

  /** The telephone shows the other menu by itself and tells the desk afterwards. */
  private switchTab(action: { readonly [field: string]: unknown }): WebhookEvent {
    const alias = String(action['richMenuAliasId']);
    const menu = this.world.aliases.get(alias);
    const known = menu !== undefined && this.world.menus.has(menu);
    if (known) this.world.menuOfUser.set(this.userId, menu);
    else this.world.violations.push(`a tab leads to ${alias}, which does not exist`);
    const status = known ? 'SUCCESS' : 'RICHMENU_ALIAS_ID_NOTFOUND';
    return this.postback(String(action['data']), { newRichMenuAliasId: alias, status });
  }

  private message(
    content: (id: string) => Readonly<Record<string, unknown>>,
    { read, source, mode }: TextOptions & { read: string; source: Source },
  ): WebhookEvent {
    const id = this.world.messageId();
    this.show(read, id, source);
    return this.event({ type: 'message', message: content(id) }, { source, mode });
  }

  private show(text: string, id: string, source: Source): void {
    this.world.talk(talkIdOf(source)).add({
      id,
      from: this.userId,
      senderName: this.displayName,
      via: 'user',
      text,
      at: this.world.now(),
    });
  }

  private async bring(event: WebhookEvent): Promise<WebhookEvent> {
    await this.sender.deliver([event]);
    return event;
  }
}

interface TextOptions {
  readonly source?: Source;
  readonly mentionsAccount?: boolean;
  readonly mode?: 'active' | 'standby';
}
