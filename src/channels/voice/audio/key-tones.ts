import type { Key } from '../ports';
import { BLOCK, keyToneIn } from './key-tone-block';
import { decodeMulaw } from './mulaw';

const HOP = BLOCK / 2;
/** Looks (one every 6.4 ms) that must agree: 4 fit into a tone of 40 ms wherever it begins. */
const AGREE = 4;
/** Looks without the key that end it: shorter drop-outs are the line's. */
const GONE = 6;

/** Finds keys that a telephone sends as tones in its voice (ひかり電話 does), each once however long it is held. */
export class KeyTones {
  private rest = new Float64Array();
  private key: Key | undefined;
  private seen = 0;
  private missed = 0;

  /** The next frame of any length; returns the key that it completes. */
  hear(ulaw: Uint8Array): Key | undefined {
    const fresh = decodeMulaw(ulaw);
    const samples = new Float64Array(this.rest.length + fresh.length);
    samples.set(this.rest);
    samples.set(fresh, this.rest.length);
    let found: Key | undefined;
    let at = 0;
    for (; at + BLOCK <= samples.length; at += HOP)
      found = this.look(keyToneIn(samples.subarray(at, at + BLOCK))) ?? found;
    this.rest = samples.slice(at);
    return found;
  }

  private look(key: Key | undefined): Key | undefined {
    if (key === undefined || (key !== this.key && this.missed < GONE && this.seen >= AGREE))
      return this.miss();
    if (key !== this.key) this.seen = 0;
    this.key = key;
    this.missed = 0;
    this.seen++;
    return this.seen === AGREE ? key : undefined;
  }

  private miss(): undefined {
    this.missed++;
    if (this.missed < GONE) return;
    this.key = undefined;
    this.seen = 0;
  }
}
