/** Far more than a slow answer of the database or a correction of its clock; far less than any lease. Milliseconds. */
const JUMP_MS = 10_000;

/**
 * Notices that the database's clock has gone ahead by itself: a machine that slept, a clock set right. Every lease and every sign of life
 * then looks too old at once, although everybody is there. For `graceMs` from then on nobody can be called gone; by that time whoever is
 * there has been heard of again.
 */
export class ClockJump {
  private last: { readonly wall: number; readonly steady: number } | undefined;
  private graceUntil = -Infinity;

  constructor(private readonly graceMs: number) {}

  /** `wall`: the database's clock; `steady`: a clock that nobody sets; both in milliseconds, read at the same moment. */
  isRecent(wall: number, steady: number): boolean {
    const { last } = this;
    this.last = { wall, steady };
    const ahead = last === undefined ? 0 : wall - last.wall - (steady - last.steady);
    if (ahead > JUMP_MS) this.graceUntil = steady + this.graceMs;
    return steady < this.graceUntil;
  }
}
