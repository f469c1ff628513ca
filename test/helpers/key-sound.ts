import { KEYS, type Key } from '../../src/channels/voice/ports';

const LAYOUT = '123A456B789C*0#D';
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477, 1633];

/** The sixteen keys of ITU-T Q.23; telephones have the first twelve of `KEYS`. */
export const ALL_TONES = [...LAYOUT];

export interface KeySound {
  readonly ms: number;
  /** Level of both tones together, dB of full scale. */
  readonly level: number;
  /** How much louder the column's tone is than the row's, dB. */
  readonly twist?: number;
  readonly offset?: number;
}

/** 8 kHz samples of a key's two tones. */
export function keySound(key: string, { ms, level, twist = 0 }: KeySound): Float64Array {
  const at = LAYOUT.indexOf(key);
  const row = ROWS[Math.floor(at / 4)] ?? 0;
  const column = COLUMNS[at % 4] ?? 0;
  const ratio = 10 ** (twist / 20);
  const rowLoud = (32_767 * 10 ** (level / 20)) / Math.sqrt(1 + ratio ** 2);
  return Float64Array.from(
    { length: ms * 8 },
    (_, t) =>
      rowLoud * Math.sin((2 * Math.PI * row * t) / 8_000) +
      rowLoud * ratio * Math.sin((2 * Math.PI * column * t) / 8_000 + 1),
  );
}

export function isKey(tone: string): tone is Key {
  return KEYS.some((key) => key === tone);
}
