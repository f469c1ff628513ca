import { babble, mixed, seeded, toMulaw } from '../../helpers/sounds';
import { decodeMulaw } from '../../../src/channels/voice/audio/mulaw';

const RATE = 8_000;
const SECONDS = 4;
const LOUD = 4_000;

/** Chords that change every half second, as from a radio in the room. */
export function music(): Buffer {
  const chords = [[262, 330, 392], [220, 262, 330], [175, 220, 262], [196, 247, 294]]; // prettier-ignore
  return toMulaw(
    sound((second) => {
      const chord = chords[Math.floor(second * 2) % chords.length] ?? [];
      const fades = 1 - ((second * 2) % 1) / 2;
      return (LOUD / 3) * fades * chord.reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * second), 0);
    }),
  );
}

/** A cry of a second, then breath: a tone with its overtones that rises and falls about 450 Hz. */
export function cryingChild(): Buffer {
  let phase = 0;
  return toMulaw(
    sound((second) => {
      const part = second % 1;
      phase += (2 * Math.PI * (400 + 150 * Math.sin(Math.PI * part))) / RATE;
      const voice = [1, 2, 3, 4].reduce((sum, n) => sum + Math.sin(n * phase) / n, 0);
      return part < 0.8 ? LOUD * Math.sin((Math.PI * part) / 0.8) * voice : 0;
    }),
  );
}

/** Two who speak at once, equally loud, with others behind them. */
export function severalVoices(one: Buffer, other: Buffer): Buffer {
  const voices = [one, other].map((ulaw) => Float64Array.from(decodeMulaw(ulaw)));
  return toMulaw(mixed(...voices, babble(SECONDS * RATE, LOUD / 4, seeded(7))));
}

function sound(at: (second: number) => number): Float64Array {
  return Float64Array.from({ length: SECONDS * RATE }, (_, sample) => at(sample / RATE));
}
