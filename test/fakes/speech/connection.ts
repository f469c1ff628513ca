import { performance } from 'node:perf_hooks';
import type { WebSocket } from 'ws';
import type { FinishedRequests } from './finished-requests';
import type { SpeechPlan, SpeechRecord } from './speech-plan';
import { readMessage, textMessage, Violation, type ClientMessage } from './usp-message';

/** What both services have in common: reading messages, the limits of a connection, and the ways to end it. */
export class Connection {
  configured = false;
  private idle: NodeJS.Timeout | undefined;
  private readonly oldest: NodeJS.Timeout;

  constructor(
    private readonly socket: WebSocket,
    readonly plan: SpeechPlan,
    private readonly all: SpeechRecord,
    private readonly context: { record: SpeechRecord['connections'][number]; finished: FinishedRequests },
  ) {
    this.oldest = setTimeout(() => this.cut(), plan.activeMs);
    this.rest();
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      this.record.closed = code;
      clearTimeout(this.oldest);
      clearTimeout(this.idle);
    });
  }

  get record(): SpeechRecord['connections'][number] {
    return this.context.record;
  }

  serve(receive: (message: ClientMessage) => void): void {
    this.socket.on('message', (data: Buffer, isBinary) => {
      this.rest();
      this.guarded(() => {
        const message = readMessage(data, isBinary);
        this.context.finished.check(message.path, message.requestId);
        this.configured ||= message.path === 'speech.config';
        if (!this.plan.faults.mute) receive(message);
      });
    });
  }

  /** Runs a job; when the client has broken the protocol, the connection ends as the protocol says. */
  guarded<T>(job: () => T): T | undefined {
    try {
      return job();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.all.violations.push(`${error.code} ${error.reason}`);
      this.close(error.code, error.reason);
      return undefined;
    }
  }

  say(path: string, requestId: string, body: unknown): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(textMessage(path, requestId, body));
    this.rest();
  }

  sendAudio(message: Buffer): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(message);
    this.rest();
  }

  finish(requestId: string): void {
    this.context.finished.finish(requestId);
  }

  heard(text: string | undefined): void {
    this.all.phrases.push({ text, at: performance.now() });
  }

  spoke(ssml: string): void {
    this.all.ssml.push(ssml);
  }

  /** True when the planned fault has struck: once. */
  closesNow(): boolean {
    const { closeAfter } = this.plan.faults;
    if (!closeAfter || this.record.audioBytes < closeAfter.bytes) return false;
    this.plan.faults.closeAfter = undefined;
    this.close(closeAfter.code, 'planned');
    return true;
  }

  close(code: number, reason: string): void {
    if (code === 1006) this.cut();
    else this.socket.close(code, reason.slice(0, 120));
  }

  /** The line is cut without a word. */
  cut(): void {
    this.socket.terminate();
  }

  private rest(): void {
    clearTimeout(this.idle);
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.idle = setTimeout(() => this.cut(), this.plan.idleMs);
  }
}
