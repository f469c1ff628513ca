import type { Operator } from '../conversation/operator';

/** What a session still waits for: a code of the app, enrolling one, choosing a password; `open` reaches the console. */
export type SessionStage = 'code' | 'enrol' | 'password' | 'open';

/** How somebody proved who they are. */
export type SessionMethod = 'password' | 'link' | 'oidc' | 'demonstration';

/** One signed-in (or half signed-in) browser. */
export interface Session {
  readonly id: string;
  readonly operator: Operator;
  readonly stage: SessionStage;
  readonly method: SessionMethod;
  readonly endsAt: Date;
  /** A secret that is being enrolled, sealed. */
  readonly draft: Buffer | null;
}
