import { element } from './element';

type Slot = 'note' | 'connection' | 'typing' | 'queue';

/** One polite live region for what is not a message. The most important of what there is to say is shown. */
export class StatusLine {
  readonly root = element('div', { class: 'status', role: 'status' });
  private readonly texts: Record<Slot, string> = { note: '', connection: '', typing: '', queue: '' };

  set(slot: Slot, text: string): void {
    this.texts[slot] = text;
    const { note, connection, typing, queue } = this.texts;
    const shown = note || connection || typing || queue;
    // Setting the same text again would be read out again.
    if (this.root.textContent !== shown) this.root.textContent = shown;
  }
}
