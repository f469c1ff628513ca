import type {
  AddParticipantSucceeded,
  CallAutomationClient,
  CallAutomationEvent,
  CallConnection,
  CallParticipant,
} from '@azure/communication-call-automation';
import type { CallControl, MediaPort, TransferOutcome } from '../../ports';
import { ring } from '../ringing';
import { PersonLeg } from './person-leg';

type Identifier = NonNullable<CallParticipant['identifier']>;

export interface AcsCallParts {
  readonly client: CallAutomationClient;
  readonly callId: string;
  readonly callerNumber: string | undefined;
  /** The caller as Azure names them. */
  readonly callerId: string;
  /** The city's number that was called: it is shown to the person who is rung. */
  readonly calledNumber: string | undefined;
  readonly newId: () => string;
}

/** Azure keeps the time of ringing; when its answer is lost the caller must not wait for ever. */
const GRACE_MS = 10_000;

/** One call at Azure Communication Services. It is answered when the desk hears of it: before that there is no audio. */
export class AcsCall implements CallControl {
  readonly callId: string;
  readonly callerNumber: string | undefined;
  private connection: CallConnection | undefined;
  private media: MediaPort | undefined;
  private leg: PersonLeg | undefined;

  constructor(private readonly parts: AcsCallParts) {
    this.callId = parts.callId;
    this.callerNumber = parts.callerNumber;
  }

  begin(connection: CallConnection, media: MediaPort): void {
    this.connection = connection;
    this.media = media;
    media.onClose(() => this.leg?.over({ kind: 'caller-hung-up' }));
  }

  answer(): Promise<void> {
    return Promise.resolve();
  }

  async transfer(request: Parameters<CallControl['transfer']>[0]): Promise<TransferOutcome> {
    const { media } = this;
    if (!media || this.leg) return { kind: 'failed' };
    const stopRinging = ring(media);
    const leg = new PersonLeg(this.parts.newId(), request.to, () => {
      stopRinging();
      request.onAnswered();
    });
    this.leg = leg;
    leg.invitation = this.invite(leg, request.ringSeconds);
    leg.invitation.catch(() => leg.failed(undefined));
    const late = setTimeout(() => this.tooLate(leg), request.ringSeconds * 1000 + GRACE_MS);
    const outcome = await leg.outcome;
    clearTimeout(late);
    if (!leg.isTalking) stopRinging();
    this.leg = undefined;
    return outcome;
  }

  async cancelTransfer(): Promise<void> {
    const { leg, connection } = this;
    if (!leg || !connection) return;
    try {
      const invitationId = await leg.invitation;
      if (leg.isTalking) await connection.removeParticipant(addressOf(leg.to));
      else if (invitationId !== undefined) await connection.cancelAddParticipantOperation(invitationId);
    } catch {
      // It has ended by itself; then this changes nothing.
    }
    leg.over({ kind: 'no-answer' });
  }

  /** For everyone: without the desk nobody would end a call between a person and nobody. */
  async hangUp(): Promise<void> {
    await this.connection?.hangUp(true).catch(() => undefined);
    this.media?.close();
  }

  /** The desk stops: the caller goes to whoever answers for the city; without one the call ends. Who talks to a person goes on talking:
   *  Azure keeps that call. Throws what Azure's client throws. */
  async giveUp(fallback: string | undefined): Promise<void> {
    if (this.leg?.isTalking) return;
    await this.cancelTransfer();
    if (fallback === undefined) await this.hangUp();
    else await this.connection?.transferCallToParticipant(addressOf(fallback));
  }

  /** What Azure tells about this call. */
  heard(event: CallAutomationEvent): void {
    if (event.kind === 'CallDisconnected') this.media?.close();
    else if (event.kind === 'AddParticipantSucceeded') this.pickedUp(event);
    else if (event.kind === 'AddParticipantFailed') {
      if (event.operationContext === this.leg?.context) this.leg?.failed(event.resultInformation?.code);
    } else if (event.kind === 'ParticipantsUpdated')
      this.present(event.participants.flatMap(({ identifier }) => identifier ?? []));
  }

  /** Whoever picks up as the ringing ends comes too late: the caller is with the desk again. */
  private pickedUp({ operationContext, participant }: AddParticipantSucceeded): void {
    if (this.leg && operationContext === this.leg.context) return this.leg.pickedUp();
    if (participant) void this.connection?.removeParticipant(participant).catch(() => undefined);
  }

  /** When the caller leaves a talk, the person must not sit in an empty call. */
  private present(people: readonly Identifier[]): void {
    const { leg } = this;
    if (!leg) return;
    const here = people.map(nameOf);
    leg.present(here.includes(nameOf(addressOf(leg.to))));
    if (leg.isTalking && here.length > 0 && !here.includes(this.parts.callerId)) void this.hangUp();
  }

  private async invite(leg: PersonLeg, ringSeconds: number): Promise<string | undefined> {
    const { calledNumber } = this.parts;
    const result = await this.connection?.addParticipant(
      {
        targetParticipant: addressOf(leg.to),
        ...(calledNumber !== undefined && { sourceCallIdNumber: { phoneNumber: calledNumber } }),
      },
      { invitationTimeoutInSeconds: ringSeconds, operationContext: leg.context },
    );
    return result?.invitationId;
  }

  private tooLate(leg: PersonLeg): void {
    if (!leg.isTalking) void this.cancelTransfer();
  }
}

/** Telephone numbers, with 0 for +81; everything else is a user of Azure (8:acs:…). */
export function addressOf(to: string): { phoneNumber: string } | { communicationUserId: string } {
  if (!/^\+?\d+$/.test(to)) return { communicationUserId: to };
  return { phoneNumber: to.replace(/^0/, '+81') };
}

function nameOf(identifier: Identifier): string {
  if ('phoneNumber' in identifier) return `4:${identifier.phoneNumber}`;
  if ('communicationUserId' in identifier) return identifier.communicationUserId;
  return 'id' in identifier ? identifier.id : '';
}
