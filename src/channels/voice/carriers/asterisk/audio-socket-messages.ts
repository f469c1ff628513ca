/** Kinds of AudioSocket messages: a byte of kind, two bytes of length, the content (Asterisk, res_audiosocket.h). */
export const AUDIO_SOCKET = { hangUp: 0x00, id: 0x01, key: 0x03, audio: 0x10, error: 0xff } as const;

export interface AudioSocketMessage {
  readonly kind: number;
  readonly content: Buffer;
}

/** Cuts a TCP stream into messages. */
export class AudioSocketMessages {
  private rest: Buffer = Buffer.alloc(0);

  read(data: Buffer): AudioSocketMessage[] {
    this.rest = Buffer.concat([this.rest, data]);
    const messages: AudioSocketMessage[] = [];
    while (this.rest.length >= 3) {
      const end = 3 + this.rest.readUInt16BE(1);
      if (this.rest.length < end) break;
      messages.push({ kind: this.rest.readUInt8(0), content: this.rest.subarray(3, end) });
      this.rest = this.rest.subarray(end);
    }
    return messages;
  }
}

export function audioSocketMessage(kind: number, content: Uint8Array): Buffer {
  const head = Buffer.from([kind, content.length >> 8, content.length & 0xff]);
  return Buffer.concat([head, content]);
}
