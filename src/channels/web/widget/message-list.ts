import { element } from './element';
import { messages } from './messages';
import { richText } from './rich-text';
import type { FailureReason } from './outbox';
import { speakerOf, type Speaker, type WebActivity } from './web-activity';

const CLOCK = new Intl.DateTimeFormat('ja-JP', {
  hour: 'numeric',
  minute: '2-digit',
  timeZone: 'Asia/Tokyo',
});
/** A whole history is not read out; a few messages are. */
const READ_ALOUD_AT_MOST = 4;
const SENDING_SHOWN_AFTER_MS = 400;

export interface MessageListEvents {
  onChoice(text: string): void;
  onRetry(key: string): void;
}

/** The conversation on the screen: a live region with one list item for each message, each shown once. */
export class MessageList {
  private readonly list = element('ol', { role: 'list' });
  private readonly newest = element(
    'button',
    { type: 'button', class: 'newest', hidden: true, click: () => this.scrollToEnd() },
    messages.newest,
  );
  readonly log = element(
    'div',
    { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': messages.log, tabindex: '0' },
    element('p', { class: 'intro' }, messages.intro),
    element('p', { class: 'intro narrow' }, messages.privacy),
    this.list,
  );
  readonly root = element('div', { class: 'talk' }, this.log, this.newest);
  /** Items by activity id and by the client's own key. */
  private readonly shown = new Map<string, HTMLElement>();
  /** Whether the citizen reads at the end; the log's own changes of height do not count as scrolling away. */
  private following = true;
  /** How many messages of the desk are in the list. */
  received = 0;

  constructor(private readonly events: MessageListEvents) {
    this.log.addEventListener('scroll', () => {
      this.following = this.atEnd();
      if (this.following) this.newest.hidden = true;
    });
    // A growing input or a status line must not cover what the citizen was reading at the end.
    new ResizeObserver(() => {
      if (this.following) this.scrollToEnd();
    }).observe(this.log);
  }

  /** Shows activities in the desk's order; those already shown only confirm what was pending. */
  add(activities: readonly WebActivity[]): void {
    const fresh = activities.filter((activity) => activity.type === 'message' && !this.known(activity));
    if (fresh.length > READ_ALOUD_AT_MOST) this.hush();
    const items = fresh.map((activity) => this.insert(activity));
    // What is new begins with the answer; of a talk that goes on here, with what was asked last.
    const asked = fresh.map(speakerOf).lastIndexOf('citizen');
    const first = items[Math.max(asked, 0)];
    if (!first) return;
    if (this.following || asked !== -1) this.scrollTo(first);
    else this.newest.hidden = false;
  }

  pending(key: string, text: string): void {
    this.endChoices();
    const item = this.item('citizen', { text });
    item.classList.add('pending');
    item.dataset['text'] = text;
    const state = element('span', { class: 'state' });
    item.append(state);
    // Most messages are taken at once; only those that are not deserve a word.
    window.setTimeout(() => {
      if (item.matches('.pending')) state.textContent = messages.sending;
    }, SENDING_SHOWN_AFTER_MS);
    this.shown.set(key, item);
    this.list.append(item);
    this.scrollToEnd();
  }

  sent(key: string, id: string): void {
    const item = this.shown.get(key);
    if (!item) return;
    if (id) this.shown.set(id, item);
    item.classList.remove('pending', 'failed');
    item.querySelector('.state')?.remove();
  }

  failed(key: string, reason: FailureReason): void {
    const item = this.shown.get(key);
    if (!item) return;
    item.classList.replace('pending', 'failed');
    const again = (): void => {
      item.classList.replace('failed', 'pending');
      item.querySelector('.state')?.replaceChildren(messages.sending);
      this.log.focus();
      this.events.onRetry(key);
    };
    const button = element('button', { type: 'button', click: again }, messages.retry);
    item.querySelector('.state')?.replaceChildren(messages[reason], button);
    this.scrollToEnd();
  }

  /** A line across the conversation, for what happened to it. */
  divide(text: string): void {
    this.endChoices();
    this.list.append(element('li', { class: 'notice' }, element('p', {}, text)));
    this.scrollToEnd();
  }

  scrollToEnd(): void {
    this.log.scrollTop = this.log.scrollHeight;
    this.newest.hidden = true;
  }

  private known(activity: WebActivity): boolean {
    const key = activity.channelData?.clientActivityID ?? '';
    const item = this.shown.get(activity.id ?? '') ?? this.shown.get(key);
    if (!item) return false;
    if (item.matches('.pending, .failed')) this.sent(key, activity.id ?? '');
    this.correct(item, activity.text ?? '');
    return true;
  }

  /** The desk takes personal data out of what was written; the citizen sees what was kept. */
  private correct(item: HTMLElement, text: string): void {
    if (item.dataset['text'] === undefined || item.dataset['text'] === text) return;
    item.dataset['text'] = text;
    item.querySelector('.bubble')?.replaceChildren(...richText(text));
  }

  private insert(activity: WebActivity): HTMLElement {
    const speaker = speakerOf(activity);
    const mark = activity.channelData?.mark;
    const item = mark ? this.mark(activity) : this.item(speaker, activity);
    if (speaker === 'citizen' || mark) this.endChoices();
    else this.received++;
    for (const key of [activity.id, activity.channelData?.clientActivityID])
      if (key) this.shown.set(key, item);
    const choices = this.choices(activity);
    if (choices) item.append(choices);
    let before: Element | null = null;
    // What is still on its way comes after what the desk has already numbered.
    for (let last = this.list.lastElementChild; last?.matches('.pending'); last = last.previousElementSibling)
      before = last;
    this.list.insertBefore(item, before);
    return item;
  }

  private item(speaker: Speaker, activity: WebActivity): HTMLElement {
    const { from, text = '', timestamp } = activity;
    const who = {
      citizen: messages.me,
      bot: messages.bot,
      operator: messages.operator,
      system: messages.notice,
    }[speaker];
    const name = element(
      'span',
      { class: 'name' },
      speaker === 'citizen' || speaker === 'system' ? who : from?.name || who,
    );
    if (speaker === 'operator' && from?.name)
      name.append(element('span', { class: 'badge' }, messages.operator));
    const head = element('div', { class: 'head' }, name);
    if (timestamp && !Number.isNaN(Date.parse(timestamp))) {
      head.append(element('time', { datetime: timestamp }, CLOCK.format(new Date(timestamp))));
    }
    return element(
      'li',
      { class: `message ${speaker}` },
      head,
      element('div', { class: 'bubble' }, ...richText(text)),
    );
  }

  /** Where a person begins or ends to answer. */
  private mark({ text = '' }: WebActivity): HTMLElement {
    return element('li', { class: 'mark' }, element('p', {}, text));
  }

  private choices(activity: WebActivity): HTMLElement | undefined {
    const actions = activity.suggestedActions?.actions ?? [];
    if (actions.length === 0 || speakerOf(activity) === 'citizen') return undefined;
    const group = element('div', { class: 'choices', role: 'group', 'aria-label': messages.choices });
    for (const action of actions) {
      const say = typeof action.value === 'string' && action.value ? action.value : (action.title ?? '');
      const choose = (): void => {
        button.append(element('span', { class: 'hidden' }, `（${messages.chosen}）`));
        button.classList.add('chosen');
        this.events.onChoice(say);
      };
      const button = element('button', { type: 'button', click: choose }, action.title ?? say);
      group.append(button);
    }
    return group;
  }

  /** Choices belong to the question just asked: whatever the citizen says next makes them inert. */
  private endChoices(): void {
    for (const button of this.list.querySelectorAll<HTMLButtonElement>('.choices button'))
      button.disabled = true;
  }

  private atEnd(): boolean {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 48;
  }

  private scrollTo(item: HTMLElement): void {
    // The beginning of a long answer stays in view; the list ends at its end, so short ones show whole.
    this.log.scrollTop = item.offsetTop - this.log.offsetTop - 12;
    if (this.atEnd()) this.newest.hidden = true;
  }

  private hush(): void {
    this.log.setAttribute('aria-live', 'off');
    window.setTimeout(() => this.log.setAttribute('aria-live', 'polite'), 1000);
  }
}
