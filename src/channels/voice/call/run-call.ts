import type { Effect } from '../dialogue/dialogue-effect';
import type { DialogueEvent } from '../dialogue/dialogue-event';
import type { DialogueSettings } from '../dialogue/dialogue-settings';
import { silence, wished } from '../dialogue/draft';
import { NEW_CALL, type DialogueState, type EndReason } from '../dialogue/dialogue-state';
import { reduce } from '../dialogue/reduce';
import type { IncomingCall, RecognitionSession, TransferOutcome } from '../ports';
import type { CallParts, VoiceActivity } from './call-parts';
import { settingsFor } from './call-settings';
import { CallTalk, type TalkNews } from './call-talk';
import { mapMessage, type MapPlace } from './map-message';
import { Mouth } from './mouth';

type WithoutTime<T> = T extends DialogueEvent ? Omit<T, 'at'> : never;
type Happening = WithoutTime<DialogueEvent>;

export interface CallEnd {
  readonly reason: EndReason;
  readonly phase: string;
}

/** Where somebody who waits stands is read so often. */
const LINE_EVERY_MS = 5000;
const WAITS: readonly string[] = ['connecting', 'queue', 'offering'];
const WITH_PERSON: readonly string[] = ['ringing', 'talking'];

/** Leads one call from its first ring to its recorded end; never rejects. */
export function runCall(call: IncomingCall, parts: CallParts): Promise<CallEnd> {
  return new Promise((resolve) => new Call(call, parts, resolve).begin());
}

/** The imperative side of one call: events in, effects out; every decision is the dialogue's. */
class Call {
  private state: DialogueState = NEW_CALL;
  private readonly coming: Happening[] = [];
  private readonly settings: DialogueSettings;
  private readonly mouth: Mouth;
  private readonly talk: CallTalk;
  private readonly ears: VoiceActivity | undefined;
  private readonly session: RecognitionSession;
  private readonly unsubscribe: (() => void)[] = [];
  private readonly conversationId: string;
  private readonly callerHash: string | undefined;
  private ready: Promise<unknown> = Promise.resolve();
  private place: MapPlace | undefined;
  private tookOver = '';
  private voiceless = false;
  private stopTick: () => void = () => undefined;
  private stopLine: () => void = () => undefined;

  constructor(
    private readonly call: IncomingCall,
    private readonly parts: CallParts,
    private readonly ended: (end: CallEnd) => void,
  ) {
    const { control, media } = call;
    const number = control.callerNumber;
    this.conversationId = parts.newId();
    this.callerHash = number === undefined ? undefined : parts.hashCaller(number);
    this.settings = settingsFor(parts, number);
    this.ears = parts.voiceActivity?.();
    this.session = parts.recogniser.open();
    this.talk = new CallTalk(this.conversationId, parts, {
      answered: (news) => void this.botAnswered(news),
      told: (pieces) => this.happens({ kind: 'told', pieces }),
    });
    this.mouth = new Mouth({
      ...{ media, prompts: parts.prompts, clock: parts.clock, holdSound: parts.holdSound },
      filler: parts.dialogue.prompt('filler'),
      onSaid: (id) => this.happens({ kind: 'said', id }),
      onVoiceless: (error) => this.cannotSpeak(error),
    });
  }

  begin(): void {
    const { conversations, records, logger } = this.parts;
    const { conversationId, callerHash } = this;
    const { callId } = this.call.control;
    logger.info({ conversationId, callId, callerHash }, 'call begins');
    const userId = callerHash ?? conversationId;
    this.ready = conversations
      .open({ conversationId, channel: 'voice', userId })
      .then(() => records.begin({ conversationId, carrierId: callId, callerHash }));
    this.ready.catch((error: unknown) => logger.error({ err: error, conversationId }, 'call not recorded'));
    this.listen();
    this.happens({ kind: 'started' });
  }

  private listen(): void {
    const { media } = this.call;
    this.unsubscribe.push(
      media.onAudio((frame) => this.hear(frame)),
      media.onKey((key) => {
        this.mouth.awayFromEar();
        this.happens({ kind: 'key', key });
      }),
      media.onClose(() => this.happens({ kind: 'hung-up' })),
      this.session.onEvent((event) => {
        if (event.kind !== 'phrase') return this.happens(event);
        this.call.captions?.({ by: 'caller', text: event.text });
        const speak = this.parts.danger(event.text);
        this.happens({ ...event, danger: speak === undefined ? undefined : this.parts.speaker(speak) });
      }),
    );
  }

  /** What is said between caller and operator is nobody else's: it is not recognised. */
  private hear(frame: Buffer): void {
    this.ears?.played(this.mouth.playing());
    if (WITH_PERSON.includes(this.state.phase.name)) return;
    const heard = this.ears?.heard(frame);
    for (const words of this.ears?.words(frame) ?? [frame]) this.session.write(words);
    if (heard !== undefined) this.happens({ kind: heard });
  }

  /** One event at a time, in order: an effect may bring about the next event at once. */
  private happens(event: Happening): void {
    this.coming.push(event);
    if (this.coming.length > 1) return;
    for (let next = this.coming[0]; next !== undefined; next = this.coming[0]) {
      this.tryToTake(next);
      this.coming.shift();
    }
    this.schedule();
  }

  /** A part that fails does not end the call. */
  private tryToTake(event: Happening): void {
    try {
      this.take(event);
    } catch (error) {
      this.parts.logger.error({ err: error, conversationId: this.conversationId }, 'a step of a call failed');
    }
  }

  private take(event: Happening): void {
    const before = this.state.phase.name;
    const { state, effects } = reduce(this.state, { ...event, at: this.parts.clock.now() }, this.settings);
    this.state = state;
    for (const effect of effects) this.act(effect);
    if (WAITS.includes(state.phase.name) && !WAITS.includes(before)) void this.readLine();
  }

  private schedule(): void {
    this.stopTick();
    const due = Math.min(...Object.values(this.state.due), Infinity);
    if (due === Infinity) return;
    const { clock } = this.parts;
    this.stopTick = clock.after(Math.max(0, due - clock.now()), () => this.happens({ kind: 'tick' }));
  }

  private act(effect: Effect): void {
    switch (effect.kind) {
      case 'say':
        this.call.captions?.({ by: 'desk', text: effect.pieces.map(({ text }) => text).join('') });
        return this.attempt(this.mouth.say(effect, silence(this.state, this.parts.clock.now())));
      case 'hold':
        return this.mouth.hold(effect.id);
      case 'flush':
      case 'pause':
      case 'resume':
        return this.mouth[effect.kind]();
      case 'expect':
        return this.session.expect(effect.segmentation);
      case 'ask':
        return void this.ask(effect);
      case 'end':
        return void this.finish(effect);
      default:
        return this.actOnCall(effect);
    }
  }

  private actOnCall(
    effect: Extract<
      Effect,
      { kind: 'pick-up' | 'cancel-transfer' | 'send-map' | 'hang-up' | 'transfer' | 'wish' }
    >,
  ): void {
    const { control } = this.call;
    switch (effect.kind) {
      case 'pick-up':
        return this.attempt(control.answer(), () => this.happens({ kind: 'hung-up' }));
      case 'hang-up':
        return this.attempt(control.hangUp());
      case 'cancel-transfer':
        return this.attempt(control.cancelTransfer());
      case 'transfer':
        return this.attempt(this.transfer(effect.operatorId), () =>
          this.happens({ kind: 'transferred', outcome: 'failed' }),
        );
      case 'wish':
        return this.attempt(this.leaveWish(effect), () => this.happens({ kind: 'wish-taken', ok: false }));
      case 'send-map':
        return this.attempt(this.sendMap(), () => this.happens({ kind: 'map-sent', ok: false }));
    }
  }

  private async ask({ turn, text, by }: Extract<Effect, { kind: 'ask' }>): Promise<void> {
    try {
      await this.ready;
      await this.talk.ask(turn, text, by);
    } catch (error) {
      this.parts.logger.error(
        { err: error, conversationId: this.conversationId },
        'a caller’s question was not stored',
      );
      this.happens({ kind: 'turn-failed', turn });
    }
  }

  private async botAnswered({ turn, replies, place }: TalkNews): Promise<void> {
    try {
      const owner = await this.owner();
      const line = owner === 'queue' ? await this.parts.people.line(this.conversationId) : undefined;
      this.place = place;
      this.happens({
        kind: 'replied',
        turn,
        replies,
        line,
        owner: owner === 'bot' || owner === 'queue' ? owner : 'person',
      });
    } catch (error) {
      this.parts.logger.warn({ reason: String(error) }, 'the owner of a call not read');
      this.happens({ kind: 'turn-failed', turn });
    }
  }

  /** As long as the caller waits: the place, and whether somebody has taken the case. */
  private async readLine(): Promise<void> {
    this.stopLine();
    if (!WAITS.includes(this.state.phase.name)) return;
    void this.talk.look();
    try {
      const owner = await this.owner();
      if (owner.startsWith('operator:') && owner !== this.tookOver) {
        this.tookOver = owner;
        this.happens({ kind: 'taken', operatorId: owner.slice('operator:'.length) });
      }
      const line = await this.parts.people.line(this.conversationId);
      if (line !== undefined) this.happens({ kind: 'line', line });
    } catch (error) {
      this.parts.logger.warn({ reason: String(error) }, 'a caller’s place not read; trying again');
    }
    if (!WAITS.includes(this.state.phase.name)) return;
    this.stopLine = this.parts.clock.after(LINE_EVERY_MS, () => void this.readLine());
  }

  private async transfer(operatorId: string | undefined): Promise<void> {
    const { people, records } = this.parts;
    const { conversationId } = this;
    const to = await people.telephoneOf(operatorId);
    const answered = (): void => {
      this.happens({ kind: 'answered' });
      this.attempt(people.answered(conversationId));
    };
    const ringing = { ringSeconds: 25, onAnswered: answered };
    const outcome: TransferOutcome =
      to === undefined ? { kind: 'failed' } : await this.call.control.transfer({ to, ...ringing });
    this.attempt(records.transferred(conversationId, outcome.kind));
    if (outcome.kind === 'talked') this.attempt(people.talkEnded(conversationId));
    else if (operatorId !== undefined && outcome.kind !== 'caller-hung-up') {
      this.tookOver = '';
      await people.notAnswered(conversationId, operatorId);
    }
    this.happens({ kind: 'transferred', outcome: outcome.kind });
  }

  private async leaveWish({ wish }: Extract<Effect, { kind: 'wish' }>): Promise<void> {
    const own = this.call.control.callerNumber;
    const number = wish.kind === 'message' || wish.number === 'own' ? own : wish.number.keyed;
    await this.ready;
    await this.parts.people.wish(this.conversationId, wish, number);
    this.happens({ kind: 'wish-taken', ok: true });
  }

  private async sendMap(): Promise<void> {
    const { callerNumber } = this.call.control;
    const { place, parts } = this;
    const ok = callerNumber !== undefined && parts.sendSms !== undefined && place !== undefined;
    if (ok) await parts.sendSms(callerNumber, mapMessage(place));
    this.happens({ kind: 'map-sent', ok });
  }

  /** Without a voice the desk is of no use to the caller: a person is called, once. */
  private cannotSpeak(error: unknown): void {
    this.parts.logger.error(
      { err: error, conversationId: this.conversationId },
      'nothing could be said to a caller',
    );
    if (this.voiceless) return;
    this.voiceless = true;
    this.happens({ kind: 'key', key: '0' });
  }

  private async finish({ reason, phase }: CallEnd): Promise<void> {
    const { people, records, logger } = this.parts;
    const { conversationId, callerHash } = this;
    this.stopTick();
    this.stopLine();
    this.talk.close();
    this.mouth.stop();
    for (const stop of this.unsubscribe) stop();
    logger.info({ conversationId, callerHash, reason, phase }, 'call ends');
    if (phase === 'ringing') await this.quietly(this.call.control.cancelTransfer());
    await this.quietly(this.session.close());
    await this.quietly(this.ready);
    await this.quietly(people.left(conversationId, wished(this.state)));
    await this.quietly(records.end(conversationId, { reason, phase }));
    this.ended({ reason, phase });
  }

  private async owner(): Promise<string> {
    return (await this.parts.conversations.find(this.conversationId))?.owner ?? 'bot';
  }

  private attempt(work: Promise<unknown>, otherwise: () => void = () => undefined): void {
    work.catch((error: unknown) => {
      this.parts.logger.warn({ err: error, conversationId: this.conversationId }, 'a step of a call failed');
      otherwise();
    });
  }

  private async quietly(work: Promise<unknown>): Promise<void> {
    await work.catch((error: unknown) =>
      this.parts.logger.warn(
        { err: error, conversationId: this.conversationId },
        'a call was not cleared up',
      ),
    );
  }
}
