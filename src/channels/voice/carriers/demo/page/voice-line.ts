import { FRAME_BYTES } from '../../../ports';

/** Runs in the browser's audio thread: the sound of a call, both ways, at 8 kHz. Bundled on its own. */

/** Of AudioWorkletGlobalScope; TypeScript's DOM library does not have it. */
declare function registerProcessor(name: string, processor: new () => VoiceLine): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Samples of 20 ms; in µ-law each is a byte. */
const FRAME = FRAME_BYTES;
/** Three frames are waited for before playing, so that a network's unevenness is not heard. */
const READY = 3 * FRAME;
/** Half a second: what the page could not play in time is left out. */
const MOST = 4_000;

class VoiceLine extends AudioWorkletProcessor {
  private queue: number[] = [];
  private playing = false;
  private spoken: number[] = [];

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ArrayBuffer | 'flush'>) => {
      if (data === 'flush') this.queue = [];
      else this.queue.push(...Array.from(new Int16Array(data), (sample) => sample / 32_768));
      this.queue.splice(0, Math.max(0, this.queue.length - MOST));
    };
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (output) this.play(output);
    const input = inputs[0]?.[0];
    if (input) this.listen(input);
    return true;
  }

  private play(output: Float32Array): void {
    if (this.queue.length >= READY) this.playing = true;
    if (!this.playing) return;
    output.set(this.queue.splice(0, output.length));
    if (this.queue.length === 0) this.playing = false;
  }

  private listen(input: Float32Array): void {
    this.spoken.push(...input);
    while (this.spoken.length >= FRAME) {
      const samples = Int16Array.from(this.spoken.splice(0, FRAME), (sample) =>
        Math.round(Math.max(-1, Math.min(1, sample)) * 32_767),
      );
      this.port.postMessage(samples.buffer, [samples.buffer]);
    }
  }
}

registerProcessor('voice-line', VoiceLine);
