import { ChatWindow } from './chat-window';
import { Composer } from './composer';
import { Connection, type ConnectionState } from './connection';
import { messages } from './messages';
import { MessageList } from './message-list';
import { Outbox } from './outbox';
import { SessionMemory } from './session-memory';
import { StatusLine } from './status-line';
import { queueOf, speakerOf, type WebActivity } from './web-activity';

/** A sign of typing is forgotten after this time, and the citizen's own is sent twice as often. */
const TYPING_MS = 6_000;

/** The city's chat widget. Attributes of its script tag: data-origin (the desk), data-title, data-open; data-token and
 *  data-conversation for a page that goes on with a certain conversation. */
class Widget {
  private readonly memory = new SessionMemory();
  private readonly status = new StatusLine();
  private readonly list = new MessageList({
    onChoice: (text) => {
      this.outbox.add(text);
      this.window.focusTalk();
    },
    onRetry: (key) => this.outbox.retry(key),
  });
  private readonly composer = new Composer({
    onSend: (text) => this.outbox.add(text),
    onTyping: () => this.typing(),
    onNote: (text) => this.status.set('note', text),
  });
  private readonly connection: Connection;
  private readonly outbox: Outbox;
  private readonly window: ChatWindow;
  private wasReady = false;
  private typingTimer = 0;
  private typedAt = -Infinity;
  /** A person answers, who is shown that the citizen writes. */
  private personLeads = false;

  constructor(
    private readonly settings: {
      origin: string;
      title: string;
      open: boolean;
      /** The conversation to go on with, whatever this tab had before. */
      seat?: { token: string; conversationId: string };
    },
  ) {
    const { seat } = settings;
    if (seat) this.memory.sit(seat);
    this.connection = new Connection(settings.origin, this.memory, {
      onState: (state) => this.connectionChanged(state),
      onActivities: (activities) => this.received(activities),
      onReplaced: () => {
        this.personLeads = false;
        this.window.offerPerson(true);
        this.list.divide(messages.replaced);
      },
    });
    this.outbox = new Outbox(this.connection, this.memory, {
      onQueued: ({ key, text }) => this.list.pending(key, text),
      onSent: (key, id) => this.list.sent(key, id),
      onFailed: ({ key }, reason) => this.list.failed(key, reason),
    });
    this.window = new ChatWindow(
      {
        title: settings.title,
        talk: this.list.root,
        log: this.list.log,
        status: this.status.root,
        count: this.composer.count,
        form: this.composer.form,
        input: this.composer.input,
      },
      { onToggle: (open) => this.toggled(open), onPerson: () => this.outbox.add(messages.personSays) },
    );
  }

  /** Puts the launcher on the page; a visit that already has a conversation gets it back. */
  mount(): void {
    document.body.append(this.window.host);
    const { conversationId, open } = this.memory.state;
    if (conversationId) {
      this.outbox.restore();
      void this.connection.connect();
    }
    // On a phone the dialog would cover a page nobody has seen yet.
    const wanted = conversationId && !this.settings.seat ? open : this.settings.open;
    if (wanted && (this.settings.seat || !this.window.fillsScreen)) this.window.show(true);
  }

  private toggled(open: boolean): void {
    this.memory.update({ open });
    if (!open) return;
    if (!this.connection.started) void this.connection.connect();
    this.list.scrollToEnd();
    this.countUnread();
  }

  private received(activities: readonly WebActivity[]): void {
    for (const activity of activities) {
      const { clientActivityID, mark } = activity.channelData ?? {};
      if (clientActivityID) this.outbox.settle(clientActivityID);
      if (mark) this.personLeads = mark === 'person-begins';
      const place = queueOf(activity);
      if (place) this.showPlace(place.position ?? 0, place.waitBand ?? '');
      else if (activity.type !== 'event') this.showTyping(activity);
    }
    if (this.personLeads) this.showPlace(0, '');
    this.window.offerPerson(!this.personLeads);
    this.list.add(activities);
    this.countUnread();
  }

  private showPlace(position: number, wait: string): void {
    this.status.set('queue', position ? messages.queue(position, wait) : '');
  }

  private typing(): void {
    const now = performance.now();
    if (!this.personLeads || now - this.typedAt < TYPING_MS / 2) return;
    this.typedAt = now;
    this.connection.typing();
  }

  private showTyping(activity: WebActivity): void {
    const speaker = speakerOf(activity);
    if (speaker === 'citizen') return;
    window.clearTimeout(this.typingTimer);
    const { type, from } = activity;
    const text = speaker === 'operator' ? messages.operatorTyping(from?.name) : messages.botTyping;
    this.status.set('typing', type === 'typing' ? text : '');
    this.typingTimer = window.setTimeout(() => this.status.set('typing', ''), TYPING_MS);
  }

  private countUnread(): void {
    const { received } = this.list;
    if (this.window.isOpen) this.memory.update({ read: received });
    this.window.setUnread(this.window.isOpen ? 0 : received - this.memory.state.read);
  }

  private connectionChanged(state: ConnectionState): void {
    if (state === 'ready') {
      this.wasReady = true;
      this.status.set('connection', '');
      void this.outbox.flush();
      return;
    }
    const text = {
      connecting: messages.connecting,
      waiting: messages.waiting,
      offline: messages.offline,
      crowded: messages.crowded,
    };
    // The desk tells the place again as soon as it is back.
    this.showPlace(0, '');
    // While reconnecting, every try would be read out; the first text stays.
    if (state !== 'connecting') this.status.set('connection', text[state]);
    else if (!this.wasReady && !this.status.root.textContent) this.status.set('connection', text.connecting);
  }
}

function start(): void {
  const script = document.currentScript as HTMLScriptElement;
  const { origin = new URL(script.src).origin, title = messages.title, open } = script.dataset;
  if (document.querySelector('madoguchi-chat')) return; // the tag is on the page twice
  const { token, conversation: conversationId } = script.dataset;
  const seat = token && conversationId ? { token, conversationId } : undefined;
  const widget = new Widget({ origin, title, open: open !== undefined && open !== 'false', seat });
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => widget.mount());
  else widget.mount();
}

start();
