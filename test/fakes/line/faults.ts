/** What goes wrong with one call. */
export type Fault =
  /** As if nothing were wrong: keeps the place in a series. */
  | { readonly kind: 'none' }
  /** The connection breaks before the platform has done anything. */
  | { readonly kind: 'drop-before' }
  /** The platform has done it, and the connection breaks before it says so: nobody can tell from `drop-before`. */
  | { readonly kind: 'drop-after' }
  /** Done at once, answered when `until` resolves. */
  | { readonly kind: 'slow'; readonly until: Promise<unknown> }
  /** Answered like this; nothing is done. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      readonly retryAfter?: number;
    }
  /** Done, but answered as if it had failed: a gateway's 500 or 502. */
  | { readonly kind: 'status-after'; readonly status: number };

/** Names for the usual ones. */
export const FAULTS = {
  none: { kind: 'none' },
  dropBefore: { kind: 'drop-before' },
  dropAfter: { kind: 'drop-after' },
  tooMany: { kind: 'status', status: 429, message: 'The API rate limit has been exceeded. Try again later.' },
  broken: { kind: 'status', status: 500, message: 'Internal server error' },
  brokenAfter: { kind: 'status-after', status: 500 },
  conflict: { kind: 'status', status: 409, message: 'The retry key is already accepted' },
  tokenExpired: {
    kind: 'status',
    status: 401,
    message: 'Authentication failed. Confirm that the access token in the authorization header is valid.',
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** Faults waiting for their call, in order, by the end of a path such as `/message/push`. */
export class Faults {
  private readonly waiting = new Map<string, Fault[]>();

  /** The next calls to a path that ends so meet these, one each. */
  next(pathEnd: string, ...faults: readonly Fault[]): void {
    this.waiting.set(pathEnd, [...(this.waiting.get(pathEnd) ?? []), ...faults]);
  }

  take(path: string): Fault {
    for (const [end, faults] of this.waiting) {
      const fault = path.endsWith(end) ? faults.shift() : undefined;
      if (fault) return fault;
    }
    return FAULTS.none;
  }

  /** Faults that no call has met; a test that planted them was about something else. */
  get left(): number {
    return [...this.waiting.values()].flat().length;
  }
}
