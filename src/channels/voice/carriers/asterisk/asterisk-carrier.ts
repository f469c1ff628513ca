import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { IncomingCall } from '../../ports';
import { AriClient, type AriSettings } from './ari-client';
import type { AriEvent } from './ari-event';
import { AriEvents } from './ari-events';
import { AsteriskCall, OWN, PERSON } from './asterisk-call';
import { clearUp } from './left-behind';
import type { MediaWay } from './open-media';

export interface AsteriskOptions {
  readonly ari: AriSettings;
  readonly way: MediaWay;
  /** Where to ring for a telephone number, `{number}` in it: such as PJSIP/{number}@trunk. */
  readonly dial: string;
  readonly take: (call: IncomingCall) => void;
  readonly logger: Logger;
  /** UUIDs. */
  readonly newId: () => string;
}

const WITHHELD = /^(|anonymous|unknown|restricted|unavailable)$/i;
const A_MOMENT_MS = 1_000;

/** Calls that come through an Asterisk, in the city's own rooms or beside the desk. It outlives Asterisk's restarts. */
export class AsteriskCarrier {
  private readonly client: AriClient;
  private readonly events: AriEvents;
  private readonly calls = new Map<string, AsteriskCall>();
  private connected = false;

  constructor(private readonly options: AsteriskOptions) {
    this.client = new AriClient(options.ari);
    const { logger } = options;
    this.events = new AriEvents(this.client, {
      onConnected: () => {
        this.connected = true;
        logger.info('telephone connected to Asterisk');
        void this.tidy();
      },
      onEvent: (event) => this.heard(event),
      onLost: () => {
        this.connected = false;
        logger.warn('connection to Asterisk lost; connecting again');
      },
    });
  }

  /** Begins to take calls, now or as soon as Asterisk is there. */
  start(): void {
    this.events.open();
  }

  get isConnected(): boolean {
    return this.connected;
  }

  /** Callers who are still there go back to the dial plan, unless they talk to a person. */
  async close(): Promise<void> {
    await Promise.all([...this.calls.values()].map((call) => call.letGo()));
    this.events.close();
    await Promise.all([...this.calls.values()].map((call) => call.end()));
  }

  private heard(event: AriEvent): void {
    const known = [...this.calls.values()].some((call) => call.heard(event));
    const { id, caller } = event.channel;
    if (known) return;
    if (event.type === 'StasisStart') {
      // A telephone that rang for a call of before, or for a desk before this one: nobody is there to talk to.
      if (id.startsWith(OWN)) void this.client.attempt('DELETE', `/channels/${id}`);
      else void this.begin(id, caller.number);
    }
    // The talk that a desk before this one has begun is over.
    if (event.type === 'ChannelDestroyed' && id.startsWith(PERSON)) void this.tidy();
  }

  private async begin(callId: string, number: string): Promise<void> {
    const { logger, take, way, newId } = this.options;
    const callerNumber = WITHHELD.test(number) ? undefined : number;
    const endpointOf = (to: string): string => this.endpointOf(to);
    const call = new AsteriskCall(callId, callerNumber, { ari: this.client, way, endpointOf, newId });
    this.calls.set(callId, call);
    call.onOver(() => this.calls.delete(callId));
    try {
      take({ control: call, media: await call.connect() });
    } catch (error) {
      logger.error({ err: error, callId }, 'call given back to the dial plan: no audio');
      await call.giveBack();
    }
  }

  /** Numbers go over the trunk; addresses such as PJSIP/desk1 are taken as they are. */
  private endpointOf(to: string): string {
    return to.includes('/') ? to : this.options.dial.replace('{number}', to.replace(/[^\d+*#]/g, ''));
  }

  /** After a break: calls that ended meanwhile are over here, too, and what nobody here knows was left by a desk that went down. */
  private async tidy(): Promise<void> {
    try {
      const answer = z
        .object({ channel_ids: z.array(z.string()) })
        .parse(await this.client.request('GET', `/applications/${this.options.ari.app}`));
      const here = new Set(answer.channel_ids);
      for (const call of this.calls.values()) if (!here.has(call.callId)) await call.end();
      // Who is new here says so itself within that time.
      await setTimeout(A_MOMENT_MS);
      const isKnown = (id: string): boolean => [...this.calls.values()].some((call) => call.owns(id));
      await clearUp(this.client, answer.channel_ids, isKnown);
    } catch (error) {
      this.options.logger.warn({ err: error }, 'calls of before not looked through');
    }
  }
}
