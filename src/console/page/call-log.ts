import type { CallRecord } from '../wire';
import type { Memory } from './memory';

/** One question on the telephone, as it was logged. */
export interface LoggedCall {
  readonly record: CallRecord;
  readonly at: string;
  readonly state: 'sending' | 'done' | 'refused';
}

export interface CallLogOptions {
  readonly send: (record: CallRecord) => Promise<void>;
  /** 0 and 5xx are tried again. */
  readonly statusOf: (error: unknown) => number;
  readonly memory: Memory;
  readonly operatorId: string;
  readonly onChange: () => void;
}

const SHOWN = 20;

/** The calls of this session, newest first. A call counts once however often it is sent; what was not taken yet is sent again. */
export class CallLog {
  calls: readonly LoggedCall[];
  private flushing = false;

  constructor(private readonly options: CallLogOptions) {
    this.calls = options.memory.read<readonly LoggedCall[]>(this.memoryKey, []);
  }

  add(record: CallRecord, at: string): void {
    const unsent = this.calls.filter(({ state }) => state === 'sending');
    const sent = this.calls.filter(({ state }) => state !== 'sending').slice(0, SHOWN);
    const others = this.calls.filter((call) => unsent.includes(call) || sent.includes(call));
    this.change([{ record, at, state: 'sending' }, ...others]);
    void this.flush();
  }

  /** Oldest first; stops at the first failure, until the next flush. */
  async flush(): Promise<void> {
    if (this.flushing) return;
    this.flushing = true;
    try {
      for (;;) {
        const call = this.calls.findLast(({ state }) => state === 'sending');
        if (!call || !(await this.tryOnce(call))) return;
      }
    } finally {
      this.flushing = false;
    }
  }

  private async tryOnce({ record }: LoggedCall): Promise<boolean> {
    try {
      await this.options.send(record);
      this.mark(record.key, 'done');
      return true;
    } catch (error) {
      const status = this.options.statusOf(error);
      if (status < 400 || status === 401 || status === 429 || status >= 500) return false;
      this.mark(record.key, 'refused');
      return true;
    }
  }

  private mark(key: string, state: LoggedCall['state']): void {
    this.change(this.calls.map((call) => (call.record.key === key ? { ...call, state } : call)));
  }

  private change(calls: readonly LoggedCall[]): void {
    this.calls = calls;
    this.options.memory.write(this.memoryKey, calls);
    this.options.onChange();
  }

  private get memoryKey(): string {
    return `madoguchi-calls:${this.options.operatorId}`;
  }
}
