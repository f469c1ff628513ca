import type { CallControl, TransferOutcome } from '../../ports';
import { ring } from '../ringing';
import type { DemoMedia } from './demo-media';
import type { DemoCommand } from './demo-wire';

type Does = Extract<DemoCommand, { type: 'person' }>['does'];

/** A call from the page for trying. A transfer rings on the page itself, where the visitor plays the person. */
export class DemoCall implements CallControl {
  /** A page has no number. */
  readonly callerNumber = undefined;
  private over = false;
  private person: ((does: Does | 'no-answer' | 'caller-gone') => void) | undefined;

  constructor(
    readonly callId: string,
    private readonly media: DemoMedia,
  ) {
    media.onClose(() => {
      this.over = true;
      this.person?.('caller-gone');
    });
  }

  answer(): Promise<void> {
    return Promise.resolve();
  }

  async transfer(request: Parameters<CallControl['transfer']>[0]): Promise<TransferOutcome> {
    if (this.over) return { kind: 'caller-hung-up' };
    if (this.person) return { kind: 'failed' };
    const stopRinging = ring(this.media);
    this.media.tell({ type: 'ringing', seconds: request.ringSeconds });
    const late = setTimeout(() => this.person?.('no-answer'), request.ringSeconds * 1000);
    const first = await this.next();
    clearTimeout(late);
    stopRinging();
    const outcome = first === 'picks-up' ? await this.talk(request.onAnswered) : OUTCOMES[first];
    this.person = undefined;
    this.media.tell({ type: 'returned' });
    return outcome;
  }

  cancelTransfer(): Promise<void> {
    this.person?.('hangs-up');
    return Promise.resolve();
  }

  hangUp(): Promise<void> {
    this.media.close();
    return Promise.resolve();
  }

  /** What the visitor lets the person do. */
  personDoes(does: Does): void {
    this.person?.(does);
  }

  private async talk(onAnswered: () => void): Promise<TransferOutcome> {
    const over = this.next();
    this.media.tell({ type: 'talking' });
    onAnswered();
    await over;
    return { kind: 'talked' };
  }

  private next(): Promise<Does | 'no-answer' | 'caller-gone'> {
    return new Promise((resolve) => (this.person = resolve));
  }
}

const OUTCOMES = {
  'is-busy': { kind: 'busy' },
  'hangs-up': { kind: 'no-answer' },
  'no-answer': { kind: 'no-answer' },
  'caller-gone': { kind: 'caller-hung-up' },
} as const;
