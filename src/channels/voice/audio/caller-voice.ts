import { EchoGate } from './echo-gate';
import { EchoGuard } from './echo-guard';
import { frameEnergy } from './frame-energy';
import { VoiceActivity } from './voice-activity';

/** Tells when the caller begins and ceases to speak, also while the desk speaks. Of each 20 ms it is told first what is played, then what
 *  is heard. */
export class CallerVoice {
  private readonly activity = new VoiceActivity();
  private readonly guard = new EchoGuard();
  private readonly gate = new EchoGate();
  private atLeast = 0;
  private playing = false;
  private speaking = false;
  /** Whoever has begun to speak is listened to until the desk speaks again. */
  private open = true;

  /** The frame that is being played to the caller; undefined: silence. */
  played(frame: Buffer | undefined): void {
    this.playing = frame !== undefined;
    this.atLeast = this.guard.playing(frame ? frameEnergy(frame) : 0);
  }

  /** One frame of the caller; what is new: speech began about 80 ms ago, or ended 300 ms ago. */
  heard(frame: Buffer): 'speech-started' | 'speech-ended' | undefined {
    const energy = frameEnergy(frame);
    const event = this.activity.hear(energy, this.atLeast);
    if (this.playing) this.guard.learn(energy);
    if (event) this.speaking = event === 'started';
    if (this.speaking || this.atLeast === 0) this.open = true;
    else if (this.playing) this.open = false;
    return event && `speech-${event}`;
  }

  /** What a recogniser is to hear, after `heard` of the same frame: not the desk itself. */
  words(frame: Buffer): readonly Buffer[] {
    return this.gate.pass(frame, this.open);
  }
}
