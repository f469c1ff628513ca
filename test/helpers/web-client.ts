import { WebSocket } from 'ws';

export interface Wire {
  readonly id: string;
  readonly type: string;
  readonly text?: string;
  readonly timestamp: string;
  readonly replyToId?: string;
  readonly from: { id: string; name?: string; role: string };
  readonly channelData: {
    clientActivityID?: string;
    author?: string;
    senderName?: string;
    /** Both ends of the human stretch. */
    mark?: 'person-begins' | 'person-ends';
  };
}

export interface Grant {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
  readonly expires_in: number;
}

/** A client that speaks the protocol by hand. */
export class WebClient {
  readonly received: Wire[] = [];
  watermark = '';
  grant!: Grant;
  socket?: WebSocket;

  /** `headers` go with every call: behind a proxy they carry the citizen's address. */
  constructor(
    readonly origin: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  call(method: string, path: string, body?: unknown, token = this.grant?.token): Promise<Response> {
    return fetch(`${this.origin}/v3/directline${path}`, {
      method,
      headers: {
        ...this.headers,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  async start(): Promise<this> {
    this.grant = (await (await this.call('POST', '/tokens/generate')).json()) as Grant;
    this.grant = (await (await this.call('POST', '/conversations', { locale: 'ja-JP' })).json()) as Grant;
    return this;
  }

  async resume(watermark = this.watermark): Promise<Response> {
    const { conversationId } = this.grant;
    const response = await this.call('GET', `/conversations/${conversationId}?watermark=${watermark}`);
    if (response.ok) this.grant = (await response.clone().json()) as Grant;
    return response;
  }

  /** Opens the socket; resolves when it is open, rejects with the status of a refusal. */
  listen(headers: Record<string, string> = {}, url = this.grant.streamUrl): Promise<void> {
    const socket = new WebSocket(url, { headers });
    this.socket = socket;
    socket.on('message', (data) => {
      const frame = JSON.parse((data as Buffer).toString()) as { activities: Wire[]; watermark: string };
      this.received.push(...frame.activities);
      this.watermark = frame.watermark;
    });
    return new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
  }

  post(activity: Record<string, unknown>): Promise<Response> {
    return this.call('POST', `/conversations/${this.grant.conversationId}/activities`, activity);
  }

  async say(text: string, key?: string): Promise<{ id: string }> {
    const response = await this.post({
      type: 'message',
      text,
      from: { id: 'me' },
      ...(key && { channelData: { clientActivityID: key } }),
    });
    return (await response.json()) as { id: string };
  }

  async history(watermark = ''): Promise<{ activities: Wire[]; watermark: string }> {
    const response = await this.call(
      'GET',
      `/conversations/${this.grant.conversationId}/activities?watermark=${watermark}`,
    );
    return (await response.json()) as { activities: Wire[]; watermark: string };
  }

  texts(): (string | undefined)[] {
    return this.received.map(({ text }) => text);
  }

  /** Without signs of the moment (somebody types, the place in the queue): what has a number in the conversation. */
  get kept(): Wire[] {
    return this.received.filter(({ id }) => /\|\d+$/.test(id));
  }

  close(): void {
    this.socket?.terminate();
  }
}
