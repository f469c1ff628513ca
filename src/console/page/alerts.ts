import type { News } from './news';
import type { Preferences } from './preferences';

/** Sound and notification of the browser: only after the operator has switched them on by a gesture. */
export class Alerts {
  private audio: AudioContext | undefined;

  /** Called from a click or key, or browsers would keep it silent. */
  async allowSound(): Promise<boolean> {
    this.audio ??= new AudioContext();
    await this.audio.resume();
    this.beep(660);
    return this.audio.state === 'running';
  }

  /** Asks the browser's own question. */
  async allowNotifications(): Promise<boolean> {
    if (!('Notification' in window)) return false;
    return (await Notification.requestPermission()) === 'granted';
  }

  tell(news: readonly News[], preferences: Preferences): void {
    const loud = news.find(({ kind }) => kind === 'offer' || kind === 'emergency');
    const worth = loud ?? news.find(({ kind }) => kind === 'message' || kind === 'waiting');
    if (!worth) return;
    if (preferences.sound) this.beep(loud ? 880 : 660);
    const unseen = document.hidden || !document.hasFocus();
    if (
      preferences.notifications &&
      unseen &&
      'Notification' in window &&
      Notification.permission === 'granted'
    )
      this.notify(worth);
  }

  private notify({ kind, text }: News): void {
    // One of a kind at a time: ten waiting citizens are one notification.
    const notification = new Notification('窓口', { body: text, tag: `madoguchi-${kind}` });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  }

  private beep(hertz: number): void {
    if (this.audio?.state !== 'running') return;
    const tone = this.audio.createOscillator();
    const volume = this.audio.createGain();
    const now = this.audio.currentTime;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.15, now);
    volume.gain.exponentialRampToValueAtTime(0.001, now + 0.4);
    tone.connect(volume).connect(this.audio.destination);
    tone.start(now);
    tone.stop(now + 0.4);
  }
}
