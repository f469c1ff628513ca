import type { ConsoleMessage, ConsoleRow, FeedFrame, Note, OperatorPresence, Viewer } from '../wire';

type Link = 'connecting' | 'open' | 'lost' | 'signed-out';

interface Typing {
  readonly by: 'citizen' | 'operator';
  readonly name?: string;
  /** Forgotten from then on; milliseconds of the page's clock. */
  readonly until: number;
}

/** One conversation as far as the page knows it. */
export interface Talk {
  readonly conversationId: string;
  /** By number, without doubles. */
  readonly messages: readonly ConsoleMessage[];
  readonly notes: readonly Note[];
  readonly viewers: readonly Viewer[];
  readonly typing: readonly Typing[];
  /** Messages up to this number have been on the screen. */
  readonly readSeq: number;
  /** The whole history has arrived. */
  readonly loaded: boolean;
}

/** What the page knows of the desk. */
export interface State {
  readonly link: Link;
  /** The desk's clock minus the page's, ms: ages are told by the desk's. */
  readonly skewMs: number;
  readonly rows: ReadonlyMap<string, ConsoleRow>;
  /** Version of rows that have gone, so that a late answer does not bring them back. */
  readonly gone: ReadonlyMap<string, number>;
  readonly operators: readonly OperatorPresence[];
  readonly talks: ReadonlyMap<string, Talk>;
  /** The conversation in the middle. */
  readonly current: string | undefined;
  /** The first whole queue has arrived. */
  readonly ready: boolean;
}

export type StateEvent =
  | { readonly type: 'frame'; readonly frame: FeedFrame; readonly at: number }
  | { readonly type: 'link'; readonly link: Link }
  | { readonly type: 'row'; readonly row: ConsoleRow }
  | { readonly type: 'opened'; readonly conversationId: string }
  | { readonly type: 'current'; readonly conversationId: string | undefined }
  | {
      readonly type: 'history';
      readonly conversationId: string;
      readonly messages: readonly ConsoleMessage[];
      readonly notes: readonly Note[];
      readonly viewers: readonly Viewer[];
    }
  | { readonly type: 'left'; readonly conversationId: string }
  | { readonly type: 'read'; readonly conversationId: string }
  | { readonly type: 'tick'; readonly at: number };

export const EMPTY: State = {
  link: 'connecting',
  skewMs: 0,
  rows: new Map(),
  gone: new Map(),
  operators: [],
  talks: new Map(),
  current: undefined,
  ready: false,
};

/** A citizen's or operator's typing sign lasts this long, ms. */
export const TYPING_MS = 6_000;

/** What the page knows after one more event. Pure; anything may come twice or late. */
export function reduce(state: State, event: StateEvent): State {
  switch (event.type) {
    case 'frame':
      return withFrame(state, event.frame, event.at);
    case 'link':
      return state.link === 'signed-out' && event.link === 'lost' ? state : { ...state, link: event.link };
    case 'row':
      return withRows(state, [event.row]);
    case 'opened':
      return withTalk(state, event.conversationId, (talk) => talk);
    case 'current':
      return withCurrent(state, event.conversationId);
    case 'history':
      return withTalk(state, event.conversationId, (talk) => withHistory(talk, event));
    case 'left':
      return withoutTalk(state, event.conversationId);
    case 'read':
      return withTalk(state, event.conversationId, (talk) => ({ ...talk, readSeq: lastSeq(talk) }));
    case 'tick':
      return withoutOldTyping(state, event.at);
  }
}

/** Number of the newest message; the feed goes on after it. */
export function lastSeq(talk: Talk | undefined): number {
  return talk?.messages.at(-1)?.seq ?? 0;
}

function withFrame(state: State, frame: FeedFrame, at: number): State {
  switch (frame.type) {
    case 'state': {
      const rows = new Map(frame.rows.map((row) => [row.handoffId, row]));
      const skewMs = Date.parse(frame.now) - at;
      return { ...state, rows, gone: new Map(), operators: frame.operators, skewMs, ready: true };
    }
    case 'rows':
      return withoutRows(withRows(state, frame.rows), frame.gone);
    case 'operators':
      return { ...state, operators: frame.operators };
    case 'signed-out':
      return { ...state, link: 'signed-out' };
    default:
      return state.talks.has(frame.conversationId)
        ? withTalk(state, frame.conversationId, (talk) => talkWithFrame(talk, frame, at))
        : state;
  }
}

type TalkFrame = Extract<FeedFrame, { conversationId: string }>;

function talkWithFrame(talk: Talk, frame: TalkFrame, at: number): Talk {
  switch (frame.type) {
    case 'messages':
      return withMessages(talk, frame.messages);
    case 'notes':
      return { ...talk, notes: joined(talk.notes, frame.notes) };
    case 'typing':
      return withTyping(talk, {
        by: frame.by,
        ...(frame.name !== undefined && { name: frame.name }),
        until: at + TYPING_MS,
      });
    case 'viewers':
      return { ...talk, viewers: frame.viewers };
  }
}

function withRows(state: State, changed: readonly ConsoleRow[]): State {
  const fresh = changed.filter(({ handoffId, version }) => {
    const known = state.rows.get(handoffId)?.version ?? state.gone.get(handoffId);
    return known === undefined || (state.rows.has(handoffId) ? version >= known : version > known);
  });
  if (fresh.length === 0) return state;
  const rows = new Map(state.rows);
  for (const row of fresh) rows.set(row.handoffId, row);
  return { ...state, rows };
}

function withoutRows(state: State, ids: readonly string[]): State {
  if (ids.length === 0) return state;
  const rows = new Map(state.rows);
  const gone = new Map(state.gone);
  for (const id of ids) {
    gone.set(id, rows.get(id)?.version ?? gone.get(id) ?? 0);
    rows.delete(id);
  }
  return { ...state, rows, gone };
}

function withTalk(state: State, conversationId: string, change: (talk: Talk) => Talk): State {
  const talk: Talk = state.talks.get(conversationId) ?? {
    conversationId,
    messages: [],
    notes: [],
    viewers: [],
    typing: [],
    readSeq: 0,
    loaded: false,
  };
  const changed = change(talk);
  if (changed === talk && state.talks.has(conversationId)) return state;
  return { ...state, talks: new Map(state.talks).set(conversationId, changed) };
}

function withoutTalk(state: State, conversationId: string): State {
  const talks = new Map(state.talks);
  talks.delete(conversationId);
  return { ...state, talks, current: state.current === conversationId ? undefined : state.current };
}

function withCurrent(state: State, current: string | undefined): State {
  const next = { ...state, current };
  return current === undefined ? next : withTalk(next, current, (talk) => talk);
}

function withHistory(talk: Talk, event: Extract<StateEvent, { type: 'history' }>): Talk {
  const told = withMessages(talk, event.messages);
  return {
    ...told,
    notes: joined(talk.notes, event.notes),
    viewers: event.viewers,
    loaded: true,
    readSeq: talk.loaded ? talk.readSeq : answeredUpTo(told.messages),
  };
}

/** What came after the operator's last word is unread, also after a reload. */
function answeredUpTo(messages: readonly ConsoleMessage[]): number {
  const last = messages.findLast(({ author, mark }) => author === 'operator' || mark !== undefined);
  return last?.seq ?? messages.at(-1)?.seq ?? 0;
}

function withMessages(talk: Talk, arrived: readonly ConsoleMessage[]): Talk {
  const known = new Set(talk.messages.map(({ seq }) => seq));
  const fresh = arrived.filter(({ seq }) => !known.has(seq) && known.add(seq));
  if (fresh.length === 0) return talk;
  const unsent = new Set(fresh.flatMap(({ unsends }) => unsends ?? []));
  const messages = [...talk.messages, ...fresh]
    .map((message) => (unsent.has(message.seq) ? takenBack(message) : message))
    .sort((a, b) => a.seq - b.seq);
  // Whoever has just spoken is not typing any more.
  const typing = talk.typing.filter(({ by }) => !fresh.some(({ author }) => author === by));
  return { ...talk, messages, typing };
}

/** What the citizen has taken back must not stay on a screen that showed it before. */
function takenBack(message: ConsoleMessage): ConsoleMessage {
  return { ...message, text: '〔送信取り消し〕', sealed: false };
}

function joined(known: readonly Note[], arrived: readonly Note[]): readonly Note[] {
  const ids = new Set(known.map(({ id }) => id));
  const fresh = arrived.filter(({ id }) => !ids.has(id));
  return fresh.length === 0 ? known : [...known, ...fresh].sort((a, b) => a.at.localeCompare(b.at));
}

function withTyping(talk: Talk, sign: Typing): Talk {
  const others = talk.typing.filter(({ by, name }) => by !== sign.by || name !== sign.name);
  return { ...talk, typing: [...others, sign] };
}

function withoutOldTyping(state: State, at: number): State {
  const stale = [...state.talks.values()].filter(({ typing }) => typing.some(({ until }) => until <= at));
  return stale.reduce(
    (next, { conversationId }) =>
      withTalk(next, conversationId, (talk) => ({
        ...talk,
        typing: talk.typing.filter(({ until }) => until > at),
      })),
    state,
  );
}
