import { encodeMulaw } from '../audio/mulaw';

const RATE = 8000;
/** Quiet: half as loud as speech. */
const LOUDNESS = 2600;
const SECONDS = 10;
/** Two soft low tones, as older ears hear them, every two seconds. */
const TONES = [
  { at: 0, hertz: 523 },
  { at: 0.35, hertz: 659 },
] as const;
const EVERY_SECONDS = 2;
const LASTS_SECONDS = 0.9;

/** The sound that says "you are still connected": ten seconds of 8 kHz µ-law. */
export function holdSound(): Buffer {
  return encodeMulaw(Int16Array.from({ length: RATE * SECONDS }, (_, i) => sampleAt(i / RATE)));
}

function sampleAt(seconds: number): number {
  const within = seconds % EVERY_SECONDS;
  const sum = TONES.reduce((total, { at, hertz }) => total + tone(within - at, hertz), 0);
  return Math.round(sum * LOUDNESS);
}

/** Rises in 20 ms and dies away, like a chime. */
function tone(since: number, hertz: number): number {
  if (since < 0 || since > LASTS_SECONDS) return 0;
  const loud = Math.min(1, since / 0.02) * Math.exp(-4 * since) * (1 - since / LASTS_SECONDS);
  return loud * Math.sin(2 * Math.PI * hertz * since);
}
