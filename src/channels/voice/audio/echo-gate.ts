import { FRAME_BYTES } from '../ports';
import { SILENCE } from './mulaw';

/** Speech is noticed 80 ms after it began, later when it begins softly: 300 ms are kept for that. */
const KEPT_FRAMES = 15;
const SILENT_FRAME = Buffer.alloc(FRAME_BYTES, SILENCE);

/** Gives a recogniser silence instead of the desk's own voice back from a loudspeaker: it would find words in that, and the desk would
 *  answer itself. As many frames come out as went in; those of the last 300 ms come out as soon as the gate opens. */
export class EchoGate {
  private readonly kept: Buffer[] = [];

  /** What goes on to the recogniser with this frame. */
  pass(frame: Buffer, isOpen: boolean): readonly Buffer[] {
    this.kept.push(frame);
    if (isOpen) return this.kept.splice(0);
    if (this.kept.length <= KEPT_FRAMES) return [];
    this.kept.shift();
    return [SILENT_FRAME];
  }
}
