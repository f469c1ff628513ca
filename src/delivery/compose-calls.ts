import type { ComposedCalls } from './line-courier';
import type { HeldTalk, LineMessage, Planned, Said } from './line-outbox';

export interface ComposeOptions {
  /** Operators' words stay on the city's page. */
  readonly peopleOnPage: () => boolean;
  readonly encode: (said: Said) => readonly LineMessage[];
  /** 「職員から返事があります」, with the way to the page. */
  readonly notice: () => readonly LineMessage[];
}

/** A call carries five messages at most (Messaging API). */
const MESSAGES_A_CALL = 5;
/** A notice of the desk (「ここからは職員が」) waits for the words that follow it: two pushes would cost twice. */
const NOTICE_WAITS_MS = 8000;

/**
 * What of the desk's words goes to LINE. Answers to what was written on LINE do; answers to what was written on the city's page do not;
 * of what people say LINE gets at most one notice until the citizen opens the page, unless the city lets operators answer on LINE.
 */
export function composeCalls(options: ComposeOptions) {
  return (said: readonly Said[], talk: HeldTalk): ComposedCalls => {
    const onPage = options.peopleOnPage() || talk.moved;
    const groups = grouped(said.filter((one) => isForLine(one, onPage)));
    const calls = groups.flatMap((group) => callsOf(group, options));
    const replied = onPage && !talk.onPage && !talk.noticed ? said.find(isPersons) : undefined;
    if (replied === undefined) return { calls };
    const notice = { answers: null, messages: options.notice(), delayMs: 0 };
    return { calls: [...calls, notice], noticedSeq: replied.seq };
  };
}

function isForLine(said: Said, onPage: boolean): boolean {
  if (said.answers !== null) return said.fromLine;
  return (
    !onPage && (said.activity['channelData'] as { unsends?: unknown } | undefined)?.unsends === undefined
  );
}

function isPersons({ author, answers }: Said): boolean {
  return author === 'operator' && answers === null;
}

/** The replies to one message go together, on its reply token. */
function grouped(said: readonly Said[]): Said[][] {
  const groups: Said[][] = [];
  for (const one of said) {
    const last = groups.at(-1);
    if (last !== undefined && one.answers !== null && last[0]?.answers === one.answers) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

function callsOf(group: readonly Said[], { encode }: ComposeOptions): Planned[] {
  const messages = group.flatMap((one) => encode(one));
  const [first] = group;
  const delayMs = first?.author === 'system' && first.answers === null ? NOTICE_WAITS_MS : 0;
  const calls: Planned[] = [];
  for (let from = 0; from < messages.length; from += MESSAGES_A_CALL)
    calls.push({
      answers: first?.answers ?? null,
      messages: messages.slice(from, from + MESSAGES_A_CALL),
      delayMs,
    });
  return calls;
}
