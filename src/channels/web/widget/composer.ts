import { element, icon } from './element';
import { messages } from './messages';

const LIMIT = 1000;
const COUNT_FROM = 900;
const PLANE = 'M3 20.5v-6.7L11.5 12 3 10.2V3.5L22 12z';

export interface ComposerEvents {
  onSend(text: string): void;
  onTyping(): void;
  /** Said politely in the status line; empty when there is nothing to say. */
  onNote(text: string): void;
}

/** The line the citizen writes in. Enter sends, but never while the input method is still converting. */
export class Composer {
  private composing = false;
  private long = false;
  /** Not a live region: it changes with every key. */
  readonly count = element('p', { class: 'count', id: 'count', hidden: true });
  readonly input = element('textarea', {
    id: 'input',
    rows: '1',
    autocomplete: 'off',
    enterkeyhint: 'send',
    placeholder: messages.input,
    'aria-label': messages.input,
    'aria-describedby': 'privacy count',
    compositionstart: () => {
      this.composing = true;
    },
    // Some browsers send the Enter that ends a conversion just after compositionend.
    compositionend: () => window.setTimeout(() => (this.composing = false)),
    keydown: (event: KeyboardEvent) => this.key(event),
    input: () => {
      this.changed();
      this.events.onTyping();
    },
  });
  readonly form = element(
    'form',
    {
      submit: (event: SubmitEvent) => {
        event.preventDefault();
        this.submit();
      },
    },
    this.input,
    element('button', { class: 'primary', type: 'submit' }, icon(PLANE), messages.send),
  );

  constructor(private readonly events: ComposerEvents) {}

  private key(event: KeyboardEvent): void {
    // 229 is what browsers report for keys the input method has taken.
    const converting = event.isComposing || this.composing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || converting) return;
    event.preventDefault();
    this.submit();
  }

  private submit(): void {
    const text = this.input.value.trim();
    if (text.length > LIMIT) this.events.onNote(messages.tooLong(LIMIT));
    else if (text) {
      this.input.value = '';
      this.changed();
      this.events.onSend(text);
    }
    this.input.focus();
  }

  private changed(): void {
    const { length } = this.input.value.trim();
    const long = length > LIMIT;
    this.grow();
    this.count.hidden = length < COUNT_FROM;
    this.count.textContent = messages.count(length, LIMIT);
    this.input.setAttribute('aria-invalid', String(long));
    if (long !== this.long) this.events.onNote(long ? messages.tooLong(LIMIT) : '');
    this.long = long;
  }

  /** Where the browser cannot do it by itself (`field-sizing`). */
  private grow(): void {
    if (CSS.supports('field-sizing', 'content')) return;
    this.input.style.height = 'auto';
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }
}
