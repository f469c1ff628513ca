import { AppError } from '../../../../errors';
import type { CallControl, MediaPort, TransferOutcome } from '../../ports';
import { ring } from '../ringing';
import type { AriClient } from './ari-client';
import type { AriEvent } from './ari-event';
import { openMedia, type MediaWay } from './open-media';
import { OperatorLeg } from './operator-leg';

const PATIENCE_MS = 5_000;
/** Ids of what the desk adds to Asterisk begin so, and those of people's telephones. */
export const OWN = 'desk-';
export const PERSON = `${OWN}person-`;

export interface AsteriskCallParts {
  readonly ari: AriClient;
  readonly way: MediaWay;
  /** Where to ring for an address of the desk, such as PJSIP/operator. */
  readonly endpointOf: (to: string) => string;
  readonly newId: () => string;
}

/** One call at Asterisk: the caller's channel, a bridge, and in it either the desk's audio or a person. */
export class AsteriskCall implements CallControl {
  private readonly bridge: string;
  private readonly mediaId: string;
  private media: MediaPort | undefined;
  private mediaEntered: () => void = () => undefined;
  private leg: OperatorLeg | undefined;
  /** Asterisk has been told to ring: before, there is nothing that could be ended. */
  private legAsked: Promise<void> = Promise.resolve();
  private over = false;
  private readonly whenOver: (() => void)[] = [];

  constructor(
    readonly callId: string,
    readonly callerNumber: string | undefined,
    private readonly parts: AsteriskCallParts,
  ) {
    this.bridge = `${OWN}${parts.newId()}`;
    this.mediaId = `${OWN}${parts.newId()}`;
  }

  /** Calls once the caller is gone, or given back to the dial plan. */
  onOver(act: () => void): void {
    if (this.over) act();
    else this.whenOver.push(act);
  }

  /** Puts the caller into a bridge with the desk's audio. Throws `carrier.unavailable`. */
  async connect(): Promise<MediaPort> {
    try {
      this.media = await this.openBridge();
      if (!this.over) await this.add(this.mediaId);
    } catch (error) {
      await this.discard();
      throw error;
    }
    // The caller may have gone meanwhile; then this closes at once.
    this.media.onClose(() => void this.audioLost());
    if (this.over) this.media.close();
    return this.media;
  }

  async answer(): Promise<void> {
    await this.parts.ari.request('POST', `/channels/${this.callId}/answer`);
  }

  /** One at a time; what fails before it rings is `failed`. */
  async transfer(request: Parameters<CallControl['transfer']>[0]): Promise<TransferOutcome> {
    if (this.over) return { kind: 'caller-hung-up' };
    if (this.leg || !this.media) return { kind: 'failed' };
    const stopRinging = ring(this.media);
    const leg = new OperatorLeg(`${PERSON}${this.parts.newId()}`, () => {
      stopRinging();
      request.onAnswered();
      void this.join(leg);
    });
    this.leg = leg;
    this.legAsked = this.originate(leg.id, request).catch(() => leg.ended(FAILED));
    const outcome = await leg.outcome;
    await this.legAsked;
    stopRinging();
    this.leg = undefined;
    if (outcome.kind === 'talked' && !this.over) await this.add(this.mediaId).catch(() => this.giveBack());
    return outcome;
  }

  async cancelTransfer(): Promise<void> {
    const { leg } = this;
    if (!leg) return;
    await this.legAsked;
    await this.parts.ari.attempt('DELETE', `/channels/${leg.id}`);
  }

  async hangUp(): Promise<void> {
    await this.parts.ari.attempt('DELETE', `/channels/${this.callId}`);
  }

  /** Back to the dial plan, which goes on after `Stasis`: to a person. For a desk that cannot go on, and never does it drop the caller. */
  async giveBack(): Promise<void> {
    if (this.over) return;
    await this.parts.ari.attempt('POST', `/channels/${this.callId}/continue`);
  }

  /** The desk stops: who talks to a person goes on talking, without the desk; everyone else goes back to the dial plan. */
  async letGo(): Promise<void> {
    if (!this.leg?.isTalking) return this.giveBack();
    this.over = true;
    this.media?.close();
    for (const act of this.whenOver) act();
  }

  /** Whether the channel or bridge is part of this call. */
  owns(id: string): boolean {
    return [this.callId, this.mediaId, this.bridge, this.leg?.id].includes(id);
  }

  /** Whether the event is about this call. */
  heard(event: AriEvent): boolean {
    const { id } = event.channel;
    if (id === this.mediaId && event.type === 'StasisStart') this.mediaEntered();
    else if (id === this.callId && event.type !== 'StasisStart') void this.end();
    else if (id === this.leg?.id) {
      if (event.type === 'StasisStart') this.leg.pickedUp();
      else if (event.type === 'ChannelDestroyed') this.leg.ended(event.cause);
    } else return id === this.mediaId || id === this.callId;
    return true;
  }

  /** The caller is gone: nothing of the call is left at Asterisk. */
  async end(): Promise<void> {
    if (this.over) return;
    this.over = true;
    this.media?.close();
    this.leg?.callerGone();
    for (const act of this.whenOver) act();
    await this.cancelTransfer();
    await this.discard();
  }

  private async openBridge(): Promise<MediaPort> {
    const { ari, way, newId } = this.parts;
    const entered = new Promise<void>((resolve) => (this.mediaEntered = resolve));
    const [media] = await Promise.all([
      openMedia(ari, way, {
        ...{ channelId: this.mediaId, secret: newId() },
        variables: atItsEnd(`audio-ended,s,1(${this.callId})`),
      }),
      ari.request('POST', `/bridges/${this.bridge}`, { type: 'mixing' }).then(() => this.add(this.callId)),
    ]);
    await within(PATIENCE_MS, entered);
    return media;
  }

  /** A caller who talks to a person is not torn away: there is no way back to the desk afterwards, that is all. */
  private async audioLost(): Promise<void> {
    if (!this.leg?.isTalking) await this.giveBack();
  }

  private async discard(): Promise<void> {
    const { ari } = this.parts;
    await ari.attempt('DELETE', `/channels/${this.mediaId}`);
    await ari.attempt('DELETE', `/bridges/${this.bridge}`);
  }

  private async originate(channelId: string, request: { to: string; ringSeconds: number }): Promise<void> {
    const query = {
      ...{ channelId, app: this.parts.ari.settings.app, endpoint: this.parts.endpointOf(request.to) },
      ...{ timeout: String(request.ringSeconds), formats: 'ulaw' },
      ...(this.callerNumber !== undefined && { callerId: this.callerNumber }),
    };
    const atEnd = atItsEnd(`person-ended,s,1(${this.callId},${this.mediaId})`);
    await this.parts.ari.request('POST', '/channels', query, atEnd);
  }

  /** The person instead of the desk: what they say to each other is not heard here. */
  private async join(leg: OperatorLeg): Promise<void> {
    const { ari } = this.parts;
    await ari.attempt('POST', `/bridges/${this.bridge}/removeChannel`, { channel: this.mediaId });
    await this.add(leg.id).catch(() => ari.attempt('DELETE', `/channels/${leg.id}`));
  }

  private async add(channel: string): Promise<void> {
    await this.parts.ari.request('POST', `/bridges/${this.bridge}/addChannel`, { channel });
  }
}

/** Q.850: network out of order. */
const FAILED = 38;

/** What Asterisk does by itself when a channel ends, by docs/asterisk/extensions.conf: the desk may not be there any more. */
function atItsEnd(place: string): Record<string, string> {
  return { 'CHANNEL(hangup_handler_push)': place };
}

function within(ms: number, what: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError('carrier.unavailable', 'Asterisk did not open the audio.')),
      ms,
    );
  });
  return Promise.race([what, late]).finally(() => clearTimeout(timer));
}
