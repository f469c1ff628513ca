import { element } from './element';

type Slot = 'note' | 'connection' | 'typing';

/** One polite live region for what is not a message. The most important of what there is to say is shown. */
export class StatusLine {
  readonly root = element('div', { class: 'status', role: 'status' });
  private readonly texts: Record<Slot, string> = { note: '', connection: '', typing: '' };

  set(slot: Slot, text: string): void {
    this.texts[slot] = text;
    const shown = this.texts.note || this.texts.connection || this.texts.typing;
    // Setting the same text again would be read out again.
    if (this.root.textContent !== shown) this.root.textContent = shown;
  }
}
