import { setTimeout as sleep } from 'node:timers/promises';
import { Echo } from './echo.mjs';
import { parts } from './parts.mjs';

/** Root mean square 250 of 16-bit samples, −42 dB of full scale: quieter than any syllable, louder than a line. */
export const LOUD = 250 ** 2;
const LOOK_EVERY_MS = 40;
const ANSWER_MS = 12_000;
const SPEAKS_MS = 20_000;

/** One telephone whose holder asks, interrupts and presses keys, and notes when its packets went out and came in. */
export class Caller {
  /** What was done, in order, for `measure` to find the moments. */
  acts = [];
  #seen = 0;
  #lastLoud = -Infinity;
  #act;

  constructor(audio, { echo } = {}) {
    const { frameEnergy } = parts();
    this.audio = audio;
    this.energy = frameEnergy;
    const reflect = echo && new Echo(audio, echo);
    audio.microphone = (payload, isKey) => {
      this.#sends(payload, isKey);
      return reflect && !isKey ? reflect.added(payload) : payload;
    };
  }

  /** Says the question, amid the desk's words or in its silence, and waits until the answer begins; whether it did. */
  async ask(question, interrupts) {
    if (interrupts) await this.speech();
    this.#begin({ kind: 'question', question, interrupts });
    this.audio.say(question.sound);
    await this.#until(() => this.audio.hasSaidAll, SPEAKS_MS);
    return this.#until(() => this.#hears() > (this.#act.lastSent ?? Infinity), ANSWER_MS);
  }

  /** `by`: event (RFC 4733) or tone. */
  async press(key, by) {
    await this.speech();
    this.#begin({ kind: by, interrupts: true });
    if (by === 'event') this.audio.pressEvent(key);
    else this.audio.pressTone(key);
    await this.#until(() => this.audio.hasSaidAll, SPEAKS_MS);
    await this.silence(350);
    return this.speech(ANSWER_MS);
  }

  /** Until the desk speaks. */
  async speech(withinMs = SPEAKS_MS) {
    const from = performance.now();
    return this.#until(() => this.#hears() > from, withinMs);
  }

  /** Until the desk has been silent for so long. */
  silence(ms, withinMs = 60_000) {
    return this.#until(() => performance.now() - this.#hears() > ms, withinMs);
  }

  #begin(act) {
    this.#act = { ...act, begun: performance.now() };
    this.acts.push(this.#act);
  }

  #sends(payload, isKey) {
    const act = this.#act;
    if (act === undefined || (!isKey && this.energy(payload) <= LOUD)) return;
    const now = performance.now();
    act.firstSent ??= now;
    act.lastSent = now;
  }

  /** When the last loud frame came. */
  #hears() {
    const { frames } = this.audio;
    for (; this.#seen < frames.length; this.#seen += 1) {
      const { at, ulaw } = frames[this.#seen];
      if (this.energy(ulaw) > LOUD) this.#lastLoud = at;
    }
    return this.#lastLoud;
  }

  async #until(condition, withinMs) {
    const end = performance.now() + withinMs;
    while (!condition()) {
      if (performance.now() > end) return false;
      await sleep(LOOK_EVERY_MS);
    }
    return true;
  }
}
