export type WaitBand = '1–3分' | '3–5分' | '5–10分' | '10分以上';

/** Who serves now, and what the last hour showed. */
export interface QueueFigures {
  /** Available with a live console, or leading a conversation. */
  readonly operators: number;
  /** Conversations one operator leads at a time, on average. */
  readonly concurrency: number;
  /** Mean handling time, ms, from acceptance to the end of the wrap-up; null when nothing was handled in the last hour. */
  readonly handlingMs: number | null;
  /** Median wait for the first operator, ms; null when nobody was served in the last hour. */
  readonly recentWaitMs: number | null;
}

const MINUTE = 60_000;

/** The wait as a band, because minutes would be a promise; null while nothing is known.
 *
 *  wait = max(place × handling ÷ (operators × concurrency), recent median wait)
 *
 *  After Little's law, L = λW (J. D. C. Little, "A Proof for the Queuing Formula: L = λW", Operations Research 9(3), 1961): with all
 *  operators × concurrency places taken and W = handling time, λ = operators × concurrency ÷ handling conversations end per unit of time,
 *  and who stands at place n waits until n have ended. The floor: what people have just waited is known, the formula only supposes. */
export function waitBand(position: number, figures: QueueFigures): WaitBand | null {
  const { operators, concurrency, handlingMs, recentWaitMs } = figures;
  const servers = operators * concurrency;
  if (servers <= 0 || handlingMs === null) return null;
  const minutes = Math.max((position / servers) * handlingMs, recentWaitMs ?? 0) / MINUTE;
  if (minutes > 10) return '10分以上';
  if (minutes > 5) return '5–10分';
  return minutes > 3 ? '3–5分' : '1–3分';
}
