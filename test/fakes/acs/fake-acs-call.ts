import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';
import { z } from 'zod';
import type { AnswerRequest, Target } from './requests';

const BYTES_PER_MS = 32;

/** What Azure takes on the socket: as the SDK writes it. */
const outgoing = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('audioData'),
    audioData: z.object({ data: z.base64().min(1), isSilent: z.boolean() }),
  }),
  z.object({ kind: z.literal('stopAudio'), stopAudio: z.object({}) }),
]);

/** One answered call in the fake: its audio, and the events that it sends. It plays what it is sent in time, as Azure does. */
export class FakeAcsCall {
  readonly id = randomUUID();
  readonly participants: Target[];
  invitation: { id: string; target: Target; context: string | undefined } | undefined;
  over = false;
  isConnected = false;
  stops = 0;
  private waiting: Buffer = Buffer.alloc(0);
  private played: Buffer = Buffer.alloc(0);
  private playedUntil = performance.now();
  private socket!: WebSocket;
  private sequence = 0;

  constructor(
    private readonly request: AnswerRequest,
    caller: Target,
    private readonly faults: string[],
  ) {
    this.participants = [caller];
  }

  async connect(): Promise<void> {
    const { transportUrl } = this.request.mediaStreamingOptions;
    this.socket = new WebSocket(transportUrl, { headers: { 'x-ms-call-connection-id': this.id } });
    this.socket.on('message', (data: Buffer) => this.received(data.toString()));
    // The close that follows says it as well.
    this.socket.on('error', () => undefined);
    await once(this.socket, 'open');
    const audioMetadata = {
      subscriptionId: randomUUID(),
      encoding: 'PCM',
      sampleRate: 16_000,
      channels: 1,
      length: 640,
    };
    this.socket.send(JSON.stringify({ kind: 'AudioMetadata', audioMetadata }));
    this.isConnected = true;
    await this.tell('CallConnected');
  }

  /** 16 kHz linear samples, in messages of 20 ms as fast as they go. */
  say(pcm: Buffer): void {
    for (let at = 0; at < pcm.length; at += 640) {
      const audioData = {
        timestamp: new Date().toISOString(),
        participantRawID: this.participants[0]?.rawId ?? '',
        data: pcm.subarray(at, at + 640).toString('base64'),
        silent: false,
      };
      this.socket.send(JSON.stringify({ kind: 'AudioData', audioData }));
    }
  }

  key(tone: string): void {
    this.socket.send(JSON.stringify({ kind: 'DtmfData', dtmfData: { data: tone } }));
  }

  send(text: string): void {
    this.socket.send(text);
  }

  /** What the caller has heard until now. */
  heard(): Buffer {
    this.play();
    return this.played;
  }

  async personPicksUp(): Promise<void> {
    const { invitation } = this;
    if (!invitation) throw new Error('nobody is rung');
    this.invitation = undefined;
    this.participants.push(invitation.target);
    await this.tell('AddParticipantSucceeded', {
      participant: invitation.target,
      operationContext: invitation.context,
    });
    await this.tellParticipants();
  }

  async personFails(code: number): Promise<void> {
    const { invitation } = this;
    if (!invitation) throw new Error('nobody is rung');
    this.invitation = undefined;
    const resultInformation = { code, subCode: 0, message: 'as the exchange says' };
    await this.tell('AddParticipantFailed', {
      participant: invitation.target,
      operationContext: invitation.context,
      resultInformation,
    });
  }

  async leaves(who: 'caller' | 'person'): Promise<void> {
    this.participants.splice(who === 'caller' ? 0 : 1, 1);
    if (this.participants.length === 0) return this.end();
    await this.tellParticipants();
  }

  async end(): Promise<void> {
    if (this.over) return;
    this.over = true;
    this.socket?.terminate();
    await this.tell('CallDisconnected', { resultInformation: { code: 0, subCode: 0, message: 'over' } });
  }

  async tell(kind: string, data: object = {}): Promise<void> {
    const type = `Microsoft.Communication.${kind}`;
    const ids = { callConnectionId: this.id, serverCallId: 'server', correlationId: 'correlation' };
    const source = `calling/callConnections/${this.id}`;
    const event = { id: randomUUID(), source, type, specversion: '1.0', data: { ...ids, ...data } };
    const response = await fetch(this.request.callbackUri, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
      body: JSON.stringify([event]),
    }).catch(() => undefined);
    if (!response?.ok) this.faults.push(`${kind} was answered with ${response?.status}`);
  }

  private tellParticipants(): Promise<void> {
    const participants = this.participants.map((identifier) => ({
      identifier,
      isMuted: false,
      isOnHold: false,
    }));
    return this.tell('ParticipantsUpdated', { participants, sequenceNumber: ++this.sequence });
  }

  private received(text: string): void {
    const message = outgoing.safeParse(JSON.parse(text)).data;
    if (!message) return void this.faults.push(`not a message of the socket: ${text.slice(0, 100)}`);
    this.play();
    if (message.kind === 'stopAudio') {
      this.stops++;
      this.waiting = Buffer.alloc(0);
      return;
    }
    const pcm = Buffer.from(message.audioData.data, 'base64');
    if (pcm.length % 2 === 1) this.faults.push('half a sample');
    this.waiting = Buffer.concat([this.waiting, pcm]);
  }

  private play(): void {
    const now = performance.now();
    const bytes = Math.floor((now - this.playedUntil) * BYTES_PER_MS) & ~1;
    this.playedUntil = now;
    this.played = Buffer.concat([this.played, this.waiting.subarray(0, bytes)]);
    this.waiting = this.waiting.subarray(bytes);
  }
}
