import type {
  Brief,
  CallRecord,
  CloseRequest,
  ConsoleRow,
  ConversationView,
  Masked,
  Me,
  OperatorPresence,
  SayRequest,
  Suggestion,
  Suggestions,
  TransferRequest,
  Unanswered,
} from '../wire';
import type { PresenceState } from '../../conversation/operator';

/** What the desk answered instead of doing it, or that it could not be reached (status 0, code "unreachable"). */
export class ApiRefusal extends Error {
  constructor(
    readonly code: string,
    override readonly message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

export interface ApiOptions {
  readonly fetch: typeof fetch;
  /** Told of every 401, so that the sign-in is shown whatever was being done. */
  readonly onSignedOut?: () => void;
}

const UNREACHABLE = '窓口のシステムにつながりません。通信を確かめています。';
const UNKNOWN = 'うまくいきませんでした。もう一度お試しください。';

/** The console's HTTP interface. Every method throws ApiRefusal and nothing else. */
export class Api {
  /** From `me`; goes back with everything that changes something. */
  csrfToken = '';

  constructor(private readonly options: ApiOptions) {}

  async me(): Promise<Me> {
    const me = await this.call<Me>('GET', 'me');
    this.csrfToken = me.csrfToken;
    return me;
  }

  queue(): Promise<{ rows: readonly ConsoleRow[]; operators: readonly OperatorPresence[] }> {
    return this.call('GET', 'queue');
  }

  setPresence(state: PresenceState): Promise<void> {
    return this.call('POST', 'presence', { state });
  }

  /** The head of the line; undefined when nobody waits whom this operator could take. */
  next(): Promise<{ handoffId: string; conversationId: string; assignment: number } | undefined> {
    return this.call('POST', 'next', {});
  }

  claim(handoffId: string): Promise<{ assignment: number }> {
    return this.call('POST', `handoffs/${encodeURIComponent(handoffId)}/claim`, {});
  }

  /** Commands that need nothing but the fencing token. */
  command(row: ConsoleRow, act: 'accept' | 'decline' | 'end' | 'requeue'): Promise<void> {
    return this.handoff(row.handoffId, act, { assignment: row.assignment });
  }

  hold(row: ConsoleRow, on: boolean): Promise<void> {
    return this.handoff(row.handoffId, 'hold', { assignment: row.assignment, on });
  }

  transfer(handoffId: string, request: TransferRequest): Promise<void> {
    return this.handoff(handoffId, 'transfer', request);
  }

  close(handoffId: string, request: CloseRequest): Promise<void> {
    return this.handoff(handoffId, 'close', request);
  }

  conversation(conversationId: string, after = 0): Promise<ConversationView> {
    return this.call('GET', `conversations/${encodeURIComponent(conversationId)}?after=${after}`);
  }

  say(conversationId: string, request: SayRequest): Promise<{ readonly seq: number } & Masked> {
    return this.call('POST', `conversations/${encodeURIComponent(conversationId)}/say`, request);
  }

  note(conversationId: string, note: { key: string; text: string }): Promise<Masked | undefined> {
    return this.call('POST', `conversations/${encodeURIComponent(conversationId)}/notes`, note);
  }

  /** Written down in the audit log by the server. */
  reveal(conversationId: string, seq: number): Promise<{ text: string }> {
    return this.call('POST', `conversations/${encodeURIComponent(conversationId)}/reveal`, { seq });
  }

  suggestions(conversationId: string, signal?: AbortSignal): Promise<Suggestions> {
    return this.call(
      'GET',
      `suggestions?conversation=${encodeURIComponent(conversationId)}`,
      undefined,
      signal,
    );
  }

  search(text: string, signal?: AbortSignal): Promise<Suggestions> {
    return this.call('GET', `search?q=${encodeURIComponent(text)}`, undefined, signal);
  }

  entry(entryId: string): Promise<Suggestion> {
    return this.call('GET', `entries/${encodeURIComponent(entryId)}`);
  }

  logCall(record: CallRecord): Promise<Masked | undefined> {
    return this.call('POST', 'calls', record);
  }

  unanswered(): Promise<readonly Unanswered[]> {
    return this.call('GET', 'unanswered');
  }

  brief(): Promise<Brief> {
    return this.call('GET', 'brief');
  }

  tick(id: string): Promise<void> {
    return this.call('POST', 'brief/tick', { id });
  }

  /** Any path under /console/api; undefined for 204. */
  async call<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const answer = await this.send(method, path, body, signal);
    if (answer.status === 401) this.options.onSignedOut?.();
    if (!answer.ok) throw await refusalOf(answer);
    if (answer.status === 204) return undefined as T;
    return (await answer.json().catch(() => undefined)) as T;
  }

  private async send(method: Method, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
    try {
      return await this.options.fetch(`/console/api/${path}`, {
        method,
        credentials: 'same-origin',
        headers: {
          accept: 'application/json',
          ...(method !== 'GET' && { 'content-type': 'application/json', 'x-csrf-token': this.csrfToken }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      });
    } catch {
      throw new ApiRefusal(signal?.aborted ? 'aborted' : 'unreachable', UNREACHABLE, 0);
    }
  }

  private handoff(handoffId: string, act: string, body: unknown): Promise<void> {
    return this.call('POST', `handoffs/${encodeURIComponent(handoffId)}/${act}`, body);
  }
}

/** Our refusals are `{ error: { code, message } }` or `{ code, message }`; a proxy in between may answer with anything. */
async function refusalOf(answer: Response): Promise<ApiRefusal> {
  const body: unknown = await answer.json().catch(() => undefined);
  const inner = field(body, 'error') ?? body;
  const code = field(inner, 'code');
  const message = field(inner, 'message');
  return new ApiRefusal(
    typeof code === 'string' ? code : `http.${answer.status}`,
    typeof message === 'string' ? message : UNKNOWN,
    answer.status,
  );
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
