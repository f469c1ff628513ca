import type { Effect } from '../../src/channels/voice/dialogue/dialogue-effect';
import { DialogueWorld, type Happening } from '../unit/voice-dialogue/dialogue-world';

/** Where the caller waits for the desk. */
const OWES = ['thinking', 'wishing', 'connecting', 'queue', 'leaving'];
/** What may come without a sound of the caller. */
const NEWS = ['tick', 'hypothesis', 'phrase', 'no-match'];
/** The end of a sound is told so much later. */
const LAG = 300;
/** Words without a sound for so long came unnoticed: they themselves are the caller's last sound. */
const UNNOTICED = 3000;

/** A call as it is heard on the line: knows the longest silence in which the caller waited for the desk. */
export class ListeningWorld extends DialogueWorld {
  longest = { ms: 0, phase: '' };
  private desk: 'silent' | 'paused' | 'sounding' = 'silent';
  private ringing = false;
  private deskUntil = -Infinity;
  private callerSounds = false;
  private callerUntil = -Infinity;
  private unnoticed = false;

  override happens(event: Happening): readonly Effect[] {
    this.measure();
    const before = this.state.speech?.id;
    const owed = this.owes();
    this.hear(event);
    const effects = super.happens(event);
    if (event.kind === 'said' && event.id === before) this.silences('silent');
    for (const effect of effects) this.play(effect);
    // The desk knows only now that it has to do something.
    if (!owed && NEWS.includes(event.kind)) this.deskUntil = this.now;
    return effects;
  }

  /** Up to this moment. */
  measure(): void {
    const { phase } = this.state;
    if (!this.owes() || this.ringing || this.callerSounds || this.desk === 'sounding') return;
    const ms = this.now - Math.max(this.deskUntil, this.callerUntil);
    if (ms > this.longest.ms && ms < Infinity) this.longest = { ms, phase: phase.name };
  }

  private owes(): boolean {
    const { phase, due, speech } = this.state;
    return OWES.includes(phase.name) || speech?.paused === true || 'unheard' in due || 'filler' in due;
  }

  private play({ kind }: Effect): void {
    if (kind === 'say' || kind === 'hold' || kind === 'resume') this.desk = 'sounding';
    else if (kind === 'flush') this.silences('silent');
    else if (kind === 'pause') this.silences('paused');
    else if (kind === 'transfer') this.ringing = true;
  }

  private silences(how: 'silent' | 'paused'): void {
    if (this.desk === 'sounding') this.deskUntil = this.now;
    this.desk = how;
  }

  private hear({ kind }: Happening): void {
    if (kind === 'speech-started') {
      this.callerSounds = true;
      this.unnoticed = false;
    }
    if (kind === 'speech-ended' && this.callerSounds) {
      this.callerSounds = false;
      this.callerUntil = this.now - LAG;
    } else if (kind === 'key') this.callerUntil = this.now;
    else if (kind === 'hypothesis' || kind === 'phrase') this.hearWords(kind);
    else if (kind === 'transferred') {
      if (this.ringing) this.deskUntil = this.now;
      this.ringing = false;
    }
  }

  private hearWords(kind: 'hypothesis' | 'phrase'): void {
    // The same voice: more of it is recognised.
    if (this.unnoticed) this.callerUntil = Math.max(this.callerUntil, this.now - LAG);
    else if (this.now - this.callerUntil > UNNOTICED) this.callerUntil = this.now;
    else return;
    this.unnoticed = kind === 'hypothesis' && !this.callerSounds;
  }
}
