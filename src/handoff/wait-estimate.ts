export type WaitBand = '1–3分' | '3–5分' | '5–10分' | '10分以上';

/** What the last hour showed. */
export interface QueueFigures {
  /** Operators who took conversations. */
  readonly operators: number;
  /** Conversations one operator leads at a time. */
  readonly concurrency: number;
  /** Mean handling time, ms; null when nothing was handled. */
  readonly handlingMs: number | null;
  /** Median of recent waits, ms; null when nobody was served. */
  readonly recentWaitMs: number | null;
}

const MINUTE = 60_000;

/** The wait as a band, because minutes would be a promise; null while nothing is known. Place ÷ (operators × concurrency) × handling
 *  time, never below what people just waited: after Little's law (L = λW). */
export function waitBand(position: number, figures: QueueFigures): WaitBand | null {
  const { operators, concurrency, handlingMs, recentWaitMs } = figures;
  const servers = operators * concurrency;
  if (servers <= 0 || handlingMs === null) return null;
  const minutes = Math.max((position / servers) * handlingMs, recentWaitMs ?? 0) / MINUTE;
  if (minutes > 10) return '10分以上';
  if (minutes > 5) return '5–10分';
  return minutes > 3 ? '3–5分' : '1–3分';
}
