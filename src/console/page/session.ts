import type { ConsoleRow, Masked, Me, SayRequest, Suggestion, Viewer } from '../wire';
import { ApiRefusal, type Api } from './api';
import { CallLog } from './call-log';
import { Drafts, NO_DRAFT, provenance, withInsertion, type Draft } from './drafts';
import { Feed, type FeedSocket } from './feed';
import type { Memory } from './memory';
import { NO_NOTICES, reduceNotices } from './notices';
import { Outbox } from './outbox';
import { randomKey } from './random-key';
import { EMPTY, lastSeq, reduce, type State } from './state';
import { Store } from './store';
import { Ticker } from './ticker';

/** What the page shows below its head. */
export type View = 'chat' | 'call' | 'brief' | 'room';

export interface SessionOptions {
  readonly api: Api;
  readonly me: Me;
  /** Storage of the tab: drafts, unsent messages, calls. */
  readonly memory: Memory;
  readonly connect: () => FeedSocket;
}

const TYPING_PAUSE_MS = 3_000;

/** One operator at this page: what she sees (store), writes (drafts, outbox) and does. */
export class Session {
  readonly api: Api;
  readonly me: Me;
  readonly store = new Store(reduce, EMPTY);
  readonly notices = new Store(reduceNotices, NO_NOTICES);
  /** Counts changes of drafts, outbox and calls. */
  readonly kept = new Store<number, 'changed'>((count) => count + 1, 0);
  readonly view: Store<View, View>;
  /** Whether this person answers citizens. Administrators and editors may not: they see their part of the room alone. */
  readonly answers: boolean;
  readonly ticker = new Ticker();
  readonly feed: Feed;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  readonly calls: CallLog;
  private readonly loading = new Set<string>();
  private typedAt = -Infinity;

  constructor({ api, me, memory, connect }: SessionOptions) {
    this.api = api;
    this.me = me;
    this.answers = me.roles.includes('operator') || me.roles.includes('supervisor');
    const first: View = this.answers ? 'chat' : 'room';
    this.view = new Store<View, View>((before, view) => (this.answers ? view : before), first);
    const onChange = (): void => this.kept.dispatch('changed');
    const shared = { memory, operatorId: me.operatorId, onChange };
    this.drafts = new Drafts(memory, me.operatorId);
    this.outbox = new Outbox({
      ...shared,
      say: (conversationId, request) => this.say(conversationId, request),
      refusal: (error) => this.refusal(error),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    this.calls = new CallLog({
      ...shared,
      send: async (record) => this.tellMasked(await api.logCall(record), '記録しました。'),
      statusOf: (error) => this.refusal(error).status,
    });
    this.feed = new Feed({
      connect,
      random: () => Math.random(),
      lastSeq: (conversationId) => lastSeq(this.store.state.talks.get(conversationId)),
      events: {
        onFrame: (frame) => this.store.dispatch({ type: 'frame', frame, at: Date.now() }),
        onLink: (link) => this.linked(link),
        onRefused: () => void api.me().catch(() => undefined), // a 401 shows the sign-in
      },
    });
  }

  /** Returns how to end it. */
  start(): () => void {
    const ends = [
      this.store.subscribe((after, before) => this.followed(after, before)),
      this.view.subscribe(() => this.read()),
      this.ticker.subscribe(() => this.store.dispatch({ type: 'tick', at: Date.now() })),
    ];
    if (this.answers) this.feed.start();
    return () => {
      this.feed.stop();
      ends.forEach((end) => end());
    };
  }

  signedOut(): void {
    this.feed.stop();
    this.store.dispatch({ type: 'link', link: 'signed-out' });
  }

  /** Whether the same person has signed in again meanwhile, in another tab: then this one goes on where it was. */
  async signedInAgain(): Promise<void> {
    if (this.store.state.link !== 'signed-out') return;
    const me = await this.api.me().catch(() => undefined);
    if (me?.operatorId !== this.me.operatorId) return;
    this.store.dispatch({ type: 'link', link: 'connecting' });
    if (this.answers) this.feed.start();
  }

  /** Puts a conversation in the middle; whatever was only looked at before is let go. */
  open(conversationId: string, mode: Viewer['mode'] = 'viewing'): void {
    const { current } = this.store.state;
    if (current !== undefined && current !== conversationId && !this.leads(current)) this.leave(current);
    this.store.dispatch({ type: 'current', conversationId });
    this.feed.watch(conversationId, this.leads(conversationId) ? 'leading' : mode);
    if (this.store.state.talks.get(conversationId)?.loaded) this.read();
    else void this.load(conversationId);
  }

  leave(conversationId: string): void {
    this.feed.unwatch(conversationId);
    this.store.dispatch({ type: 'left', conversationId });
  }

  /** The current conversation is on the screen. */
  read(): void {
    const { current, talks } = this.store.state;
    const talk = current === undefined ? undefined : talks.get(current);
    if (talk && this.view.state === 'chat' && !document.hidden && talk.readSeq < lastSeq(talk))
      this.store.dispatch({ type: 'read', conversationId: talk.conversationId });
  }

  /** The row of a conversation, if it is open. */
  row(conversationId: string | undefined): ConsoleRow | undefined {
    return [...this.store.state.rows.values()].find((row) => row.conversationId === conversationId);
  }

  leads(conversationId: string): boolean {
    const row = this.row(conversationId);
    return row?.operator?.id === this.me.operatorId && (row.state === 'active' || row.state === 'wrap-up');
  }

  draft(conversationId: string): Draft {
    return this.drafts.of(conversationId);
  }

  keepDraft(conversationId: string, draft: Draft): void {
    this.drafts.keep(conversationId, draft);
    this.kept.dispatch('changed');
  }

  /** Into the answer of the conversation in the middle. False when there is none that this operator leads. */
  insert(text: string, from?: Suggestion): boolean {
    const { current } = this.store.state;
    if (current === undefined || this.row(current)?.state !== 'active' || !this.leads(current)) return false;
    this.keepDraft(current, withInsertion(this.draft(current), text, from));
    return true;
  }

  /** Hands the draft to the outbox. False when nothing is written or nobody is led. */
  send(conversationId: string): boolean {
    const row = this.row(conversationId);
    const draft = this.draft(conversationId);
    const text = draft.text.trim();
    if (!row || text === '' || row.state !== 'active' || !this.leads(conversationId)) return false;
    this.outbox.add({
      conversationId,
      after: lastSeq(this.store.state.talks.get(conversationId)),
      request: {
        handoffId: row.handoffId,
        assignment: row.assignment,
        key: randomKey(),
        text,
        ...provenance(draft),
      },
    });
    this.keepDraft(conversationId, NO_DRAFT);
    return true;
  }

  typed(conversationId: string, at: number): void {
    if (at - this.typedAt < TYPING_PAUSE_MS) return;
    this.typedAt = at;
    this.feed.typing(conversationId);
  }

  /** Does something at the desk; a refusal is shown, and the queue tells what is true. */
  async attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      const { status, message } = this.refusal(error);
      if (status !== 401) this.notices.dispatch({ type: 'show', text: message, fault: true });
      return undefined;
    }
  }

  /** Tells that the desk stored other words than were typed. `end`: what became of them, to end the sentence. */
  tellMasked(stored: Masked | undefined, end: string): void {
    if (!stored?.masked) return;
    const text = `個人情報にあたるところを、〔電話番号〕のような印に替えて${end}`;
    this.notices.dispatch({ type: 'show', text, fault: false });
  }

  async load(conversationId: string): Promise<void> {
    if (this.loading.has(conversationId)) return;
    this.loading.add(conversationId);
    try {
      const after = lastSeq(this.store.state.talks.get(conversationId));
      const loaded = this.store.state.talks.get(conversationId)?.loaded === true;
      const view = await this.api.conversation(conversationId, loaded ? after : 0);
      if (view.row) this.store.dispatch({ type: 'row', row: view.row });
      if (this.store.state.talks.has(conversationId))
        this.store.dispatch({ type: 'history', ...view, conversationId });
    } catch (error) {
      const { status, message } = this.refusal(error);
      // Unreachable and signed out are told elsewhere, and loading is taken up again when the feed is back.
      if (status >= 400 && status !== 401)
        this.notices.dispatch({ type: 'show', text: message, fault: true });
    } finally {
      this.loading.delete(conversationId);
    }
  }

  private async say(conversationId: string, request: SayRequest): Promise<{ seq: number }> {
    const said = await this.api.say(conversationId, request);
    this.tellMasked(said, '送りました。市民の方にも、その印で見えています。');
    return said;
  }

  private linked(link: 'open' | 'lost'): void {
    this.store.dispatch({ type: 'link', link });
    if (link === 'lost') return;
    for (const conversationId of this.store.state.talks.keys()) void this.load(conversationId);
    this.outbox.flushAll();
    void this.calls.flush();
  }

  /** Keeps watching exactly what this operator leads, and what stands in the middle. */
  private followed(after: State, before: State): void {
    if (after.rows !== before.rows) {
      for (const { conversationId } of after.rows.values())
        if (this.leads(conversationId)) this.follow(conversationId);
      for (const conversationId of after.talks.keys())
        if (conversationId !== after.current && !this.leads(conversationId)) this.leave(conversationId);
    }
    if (after.talks !== before.talks) {
      for (const talk of after.talks.values())
        if (talk.messages !== before.talks.get(talk.conversationId)?.messages)
          this.outbox.arrived(talk.conversationId, talk.messages);
      this.read();
    }
  }

  private follow(conversationId: string): void {
    this.feed.watch(conversationId, 'leading');
    if (this.store.state.talks.has(conversationId)) return;
    this.store.dispatch({ type: 'opened', conversationId });
    void this.load(conversationId);
  }

  private refusal(error: unknown): { status: number; message: string } {
    if (!(error instanceof ApiRefusal)) return { status: 0, message: String(error) };
    // Another sign-in in this browser has changed the token: with the new one the same request is fine.
    if (error.code === 'csrf.missing') {
      void this.api.me().catch(() => undefined);
      return { status: 503, message: error.message };
    }
    return error;
  }
}
