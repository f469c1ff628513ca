import type { TransferOutcome } from '../../ports';

/** SIP: 486 and 600 busy, 603 declined; Azure gives them as the code of the result. */
const BUSY: readonly number[] = [486, 600, 603];
/** 408 and 480 no answer, 487 taken back. */
const NO_ANSWER: readonly number[] = [408, 480, 487];

/** A person's telephone while it rings or is talked to. */
export class PersonLeg {
  readonly outcome: Promise<TransferOutcome>;
  /** Known when Azure has taken the invitation. */
  invitation: Promise<string | undefined> = Promise.resolve(undefined);
  private talking = false;
  private seen = false;
  private resolve: (outcome: TransferOutcome) => void = () => undefined;

  /** `onPickUp` runs once, before the talk. */
  constructor(
    readonly context: string,
    readonly to: string,
    private readonly onPickUp: () => void,
  ) {
    this.outcome = new Promise((resolve) => (this.resolve = resolve));
  }

  get isTalking(): boolean {
    return this.talking;
  }

  pickedUp(): void {
    if (this.talking) return;
    this.talking = true;
    this.onPickUp();
  }

  failed(code: number | undefined): void {
    if (code !== undefined && BUSY.includes(code)) return this.over({ kind: 'busy' });
    this.over({ kind: code !== undefined && NO_ANSWER.includes(code) ? 'no-answer' : 'failed' });
  }

  /** A list of participants may be older than the pick-up: the person must have been there to be gone. */
  present(here: boolean): void {
    if (here) this.seen = true;
    else if (this.talking && this.seen) this.over({ kind: 'talked' });
  }

  over(outcome: TransferOutcome): void {
    this.resolve(this.talking && outcome.kind !== 'caller-hung-up' ? { kind: 'talked' } : outcome);
  }
}
