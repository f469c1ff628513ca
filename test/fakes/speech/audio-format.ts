import { Violation } from './usp-message';

const MULAW = 7;
const HEADER_BYTES = 44;

/** Checks the first audio of a turn: a RIFF header that says 8 kHz µ-law with one channel, the only sound that a telephone has. Returns
 *  what follows the header. Throws a `Violation` otherwise. */
export function checkAudioHeader(first: Buffer): Buffer {
  if (first.length < HEADER_BYTES || first.toString('latin1', 0, 4) !== 'RIFF')
    throw new Violation(1007, 'The first audio has no valid RIFF header.');
  if (first.toString('latin1', 8, 16) !== 'WAVEfmt ')
    throw new Violation(1007, 'The RIFF header is no WAVE.');
  const [tag, channels, rate, bits] = [
    first.readUInt16LE(20),
    first.readUInt16LE(22),
    first.readUInt32LE(24),
    first.readUInt16LE(34),
  ];
  if (tag !== MULAW || channels !== 1 || rate !== 8_000 || bits !== 8)
    throw new Violation(
      1007,
      `Unsupported audio: tag ${tag}, ${channels} channels, ${rate} Hz, ${bits} bits.`,
    );
  return first.subarray(HEADER_BYTES);
}
