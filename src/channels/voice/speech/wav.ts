import { AppError } from '../../../errors';

const PCM = 1;

/** Samples of a RIFF/WAVE file with one channel of 16-bit PCM. Throws `speech.unavailable` for anything else. */
export function readWav(file: Buffer): { samples: Int16Array; rate: number } {
  const format = chunk(file, 'fmt ');
  const data = chunk(file, 'data');
  if (!format || !data) throw unreadable('it has no format or no data');
  if (format.readUInt16LE(0) !== PCM || format.readUInt16LE(2) !== 1 || format.readUInt16LE(14) !== 16)
    throw unreadable('it is not 16-bit PCM with one channel');
  // A copy, because samples of two bytes must begin at an even address. Every machine that Node runs on is little-endian, as WAV is.
  const bytes = new Uint8Array(data.subarray(0, data.length & ~1));
  return { samples: new Int16Array(bytes.buffer), rate: format.readUInt32LE(4) };
}

function chunk(file: Buffer, name: string): Buffer | undefined {
  if (file.toString('latin1', 0, 4) !== 'RIFF') return undefined;
  for (let at = 12; at + 8 <= file.length;) {
    const length = file.readUInt32LE(at + 4);
    if (file.toString('latin1', at, at + 4) === name) return file.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
  }
  return undefined;
}

function unreadable(why: string): AppError {
  return new AppError('speech.unavailable', `The synthesiser's WAV cannot be used: ${why}.`);
}
