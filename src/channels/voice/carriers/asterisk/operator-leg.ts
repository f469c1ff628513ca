import type { TransferOutcome } from '../../ports';

/** ITU-T Q.850, as Asterisk gives them for SIP: 486 and 600 busy, 603 declined; 480 and 408 not there, not answered. */
const BUSY: readonly number[] = [17, 21];
const NO_ANSWER: readonly number[] = [16, 18, 19, 20, 0];

/** The telephone of a person while it rings or is talked to. */
export class OperatorLeg {
  readonly outcome: Promise<TransferOutcome>;
  private state: 'ringing' | 'talking' | 'over' = 'ringing';
  private resolve: (outcome: TransferOutcome) => void = () => undefined;

  /** `onPickUp` runs once, before the talk. */
  constructor(
    readonly id: string,
    private readonly onPickUp: () => void,
  ) {
    this.outcome = new Promise((resolve) => (this.resolve = resolve));
  }

  get isTalking(): boolean {
    return this.state === 'talking';
  }

  pickedUp(): void {
    if (this.state !== 'ringing') return;
    this.state = 'talking';
    this.onPickUp();
  }

  /** The person's telephone is gone; `cause` as Asterisk tells it. */
  ended(cause: number): void {
    if (BUSY.includes(cause)) this.over({ kind: 'busy' });
    else this.over({ kind: NO_ANSWER.includes(cause) ? 'no-answer' : 'failed' });
  }

  callerGone(): void {
    this.over({ kind: 'caller-hung-up' });
  }

  /** A talk that has begun has taken place, however it ends. */
  private over(outcome: TransferOutcome): void {
    this.resolve(this.state === 'talking' ? { kind: 'talked' } : outcome);
    this.state = 'over';
  }
}
