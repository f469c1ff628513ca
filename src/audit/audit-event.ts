import type { AuditAct } from './audit-act';

type Detail = string | number | boolean | readonly string[];

/** A sensitive act, to be written down. */
export interface AuditEntry {
  /** `operator:<id>`, `cli:<user>`, `system`, or `unknown`. */
  readonly actor: string;
  readonly act: AuditAct;
  /** What it was done to: `operator:<id>`, `conversation:<id>`, `site:<id>`, … */
  readonly subject: string;
  /** Ids, numbers and codes. Never what citizens said or who they are, never a password. */
  readonly details?: Readonly<Record<string, Detail>>;
}

/** One row of the log. */
export interface AuditEvent {
  /** 1, 2, 3 … without gaps in each city. */
  readonly n: number;
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** Hash of the row before; GENESIS in the first. */
  readonly previous: string;
  readonly hash: string;
}
