/** The parts of a KeyboardEvent that tell whether the input method has the key. */
export interface KeyPress {
  readonly key: string;
  readonly isComposing: boolean;
  readonly keyCode: number;
  readonly timeStamp: number;
}

const AFTER_MS = 50;

/** Whether a key belongs to a kana-kanji conversion. Chrome and Firefox say `isComposing`; Safari ends the composition first and then
 *  sends the Enter that ended it with key code 229, and some input methods on Windows send a plain Enter in the same instant. */
export class ImeWatch {
  private composing = false;
  private endedAt = -Infinity;

  started(): void {
    this.composing = true;
  }

  ended(timeStamp: number): void {
    this.composing = false;
    this.endedAt = timeStamp;
  }

  converting({ isComposing, keyCode, timeStamp }: Omit<KeyPress, 'key'>): boolean {
    return isComposing || keyCode === 229 || this.composing || timeStamp - this.endedAt < AFTER_MS;
  }
}

/** Which Enter sends: alone, or with Ctrl (⌘). The other one, and Shift+Enter, are a new line. */
export type SendKey = 'enter' | 'ctrl-enter';

export function sends(
  press: KeyPress & { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean },
  ime: ImeWatch,
  sendKey: SendKey,
): boolean {
  if (press.key !== 'Enter' || press.shiftKey || press.altKey || ime.converting(press)) return false;
  return sendKey === 'enter' || press.ctrlKey || press.metaKey;
}
