import { FRAME_MS } from '../ports';

/** After a longer stop of the whole process (a laptop asleep) what was missed is not made up for. */
const GIVE_UP_MS = 200;

/** Calls once every 20 ms and does not drift: a late call is followed by the next in time. Never early. The result stops it. */
export function everyFrame(act: () => void, now: () => number): () => void {
  let due = now();
  let timer: NodeJS.Timeout;
  const tick = (): void => {
    if (now() - due > GIVE_UP_MS) due = now();
    for (; due <= now(); due += FRAME_MS) act();
    timer = setTimeout(tick, Math.max(1, due - now()));
  };
  timer = setTimeout(tick, 0);
  return () => clearTimeout(timer);
}
