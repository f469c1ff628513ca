const RATE = 8000;
const MULAW = 7;
const HEADER_BYTES = 46;

/** 8 kHz µ-law as a WAV file (RIFF, format 7) that every player opens. */
export function mulawWav(audio: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + audio.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(MULAW, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 38, 'latin1');
  header.writeUInt32LE(audio.length, 42);
  return Buffer.concat([header, audio]);
}
