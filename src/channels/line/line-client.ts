import { HTTPFetchError, LineBotClient, type messagingApi } from '@line/bot-sdk';

/** How a call to LINE ended; see CallResult of src/delivery. */
export interface LineCallResult {
  readonly kind: 'accepted' | 'refused' | 'later' | 'spent' | 'unknown';
  readonly status: number;
  readonly requestId?: string | undefined;
}

export interface LineClientOptions {
  readonly channelAccessToken: string;
  /** Default LINE's own; another one for a stand-in. */
  readonly apiBaseUrl?: string | undefined;
  readonly dataApiBaseUrl?: string | undefined;
  /** The SDK has no limit of its own. */
  readonly timeoutMs?: number;
}

type Message = Readonly<Record<string, unknown>>;

const TIMEOUT_MS = 8000;
const LOADING_SECONDS = 20;
/** The request has not left this machine, or was not let in: LINE has certainly not taken it. */
const NOT_SENT: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
]);

/** LINE's Messaging API through its SDK, with a time limit, and every failure read for what it says about the message. */
export class LineClient {
  private readonly client: LineBotClient;

  constructor(private readonly options: LineClientOptions) {
    const { channelAccessToken, apiBaseUrl, dataApiBaseUrl } = options;
    this.client = LineBotClient.fromChannelAccessToken({
      channelAccessToken,
      ...(apiBaseUrl !== undefined && { apiBaseURL: apiBaseUrl }),
      ...(dataApiBaseUrl !== undefined && { dataApiBaseURL: dataApiBaseUrl }),
    });
  }

  /** Never rejects. A reply has no retry key: `unknown` must not be followed by anything. */
  reply(replyToken: string, messages: readonly Message[]): Promise<LineCallResult> {
    const body = { replyToken, messages: messages as unknown as messagingApi.Message[] };
    return this.call(() => this.client.replyMessageWithHttpInfo(body));
  }

  /** Never rejects. 409: LINE has the message of this retry key already. */
  push(to: string, messages: readonly Message[], retryKey: string): Promise<LineCallResult> {
    const body = { to, messages: messages as unknown as messagingApi.Message[] };
    return this.call(() => this.client.pushMessageWithHttpInfo(body, retryKey));
  }

  /** 「…」 in the talk of one person, until the next message or for twenty seconds. Rejects as fetch does. */
  async showLoading(userId: string): Promise<void> {
    await this.inTime(this.client.showLoadingAnimation({ chatId: userId, loadingSeconds: LOADING_SECONDS }));
  }

  /** The account's own user id: what webhook calls are addressed to. */
  async botId(): Promise<string> {
    return (await this.inTime(this.client.getBotInfo())).userId;
  }

  /** Pushes of this month; `limit` undefined: as many as one likes. */
  async quota(): Promise<{ limit: number | undefined; used: number }> {
    const [quota, consumption] = await this.inTime(
      Promise.all([this.client.getMessageQuota(), this.client.getMessageQuotaConsumption()]),
    );
    return { limit: quota.value, used: consumption.totalUsage };
  }

  private async call(
    send: () => Promise<{ httpResponse: { status: number; headers: Headers } }>,
  ): Promise<LineCallResult> {
    try {
      const { status, headers } = (await this.inTime(send())).httpResponse;
      return { kind: 'accepted', status, requestId: requestIdOf(headers) };
    } catch (error) {
      return resultOf(error);
    }
  }

  private inTime<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const end = (): void => reject(new DOMException('LINE has not answered in time', 'TimeoutError'));
      timer = setTimeout(end, this.options.timeoutMs ?? TIMEOUT_MS).unref();
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }
}

function resultOf(error: unknown): LineCallResult {
  if (!(error instanceof HTTPFetchError)) return { kind: notSent(error) ? 'later' : 'unknown', status: 0 };
  const { status, headers, body } = error;
  return { kind: kindOf(status, body), status, requestId: requestIdOf(headers) };
}

/** 401 and 403 are the city's to repair (an access token that has run out): the message waits for it. */
function kindOf(status: number, body: string): LineCallResult['kind'] {
  if (status === 409) return 'accepted';
  if (status === 429) return /monthly limit/i.test(body) ? 'spent' : 'later';
  if (status === 401 || status === 403) return 'later';
  return status >= 400 && status < 500 && status !== 408 ? 'refused' : 'unknown';
}

function notSent(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown; errors?: readonly { code?: unknown }[] } };
  return NOT_SENT.has(cause?.code) || (cause?.errors?.every(({ code }) => NOT_SENT.has(code)) ?? false);
}

function requestIdOf(headers: Headers): string | undefined {
  return headers.get('x-line-request-id') ?? undefined;
}
