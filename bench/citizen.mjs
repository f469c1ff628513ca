import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';

const PATIENCE_MS = 30_000;
const agent = new Agent({ keepAlive: true });

/** One citizen with a conversation of their own, over Direct Line as the widget speaks it: asks by POST, hears by WebSocket. */
export class Citizen {
  #origin;
  #grant;
  #socket;
  #heard = () => undefined;

  constructor(origin) {
    this.#origin = origin;
  }

  async arrive() {
    this.#grant = await this.#post('/v3/directline/tokens/generate');
    this.#grant = await this.#post('/v3/directline/conversations', { locale: 'ja-JP' });
    this.#socket = new WebSocket(this.#grant.streamUrl);
    const greeted = this.#answer();
    this.#socket.on('message', (data) => {
      if (data.length === 0) return;
      for (const { type, from } of JSON.parse(String(data)).activities)
        if (type === 'message' && from.role === 'bot') this.#heard();
    });
    await new Promise((resolve, reject) => this.#socket.once('open', resolve).once('error', reject));
    await greeted;
  }

  /** Milliseconds until the message was acknowledged as durable, and until the answer arrived. */
  async ask(text) {
    const started = performance.now();
    const answered = this.#answer();
    await this.#post(`/v3/directline/conversations/${this.#grant.conversationId}/activities`, {
      type: 'message',
      text,
      from: { id: 'citizen' },
    });
    const acknowledgedMs = performance.now() - started;
    await answered;
    return { acknowledgedMs, answeredMs: performance.now() - started };
  }

  leave() {
    this.#socket?.terminate();
  }

  #answer() {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no answer within 30 s')), PATIENCE_MS);
      this.#heard = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #post(path, body) {
    const headers = {
      'content-type': 'application/json',
      ...(this.#grant && { authorization: `Bearer ${this.#grant.token}` }),
    };
    return new Promise((resolve, reject) => {
      const call = request(`${this.#origin}${path}`, { method: 'POST', agent, headers }, async (response) => {
        let text = '';
        for await (const part of response) text += part;
        if (response.statusCode < 300) resolve(JSON.parse(text));
        else reject(new Error(`${path}: HTTP ${response.statusCode} ${text}`));
      });
      call.on('error', reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
