import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { rateKey } from './client-address';

/** Requests one address may send in the window. Whole offices and mobile networks share one address: be generous. */
export interface RateLimitOptions {
  /** Everything that stores or starts something. */
  readonly writes: number;
  /** GET and HEAD. More, because clients whose sockets are blocked ask every two seconds. */
  readonly reads: number;
  readonly seconds: number;
}

/** Counts requests per address in this process's memory. Nodes do not share counts: with n nodes the limit is up to n times. */
export class RateLimit {
  private readonly writes: RateLimiterMemory;
  private readonly reads: RateLimiterMemory;

  constructor({ writes, reads, seconds }: RateLimitOptions) {
    this.writes = new RateLimiterMemory({ points: writes, duration: seconds });
    this.reads = new RateLimiterMemory({ points: reads, duration: seconds });
  }

  /** Milliseconds to wait when the address has used up its share; undefined when it may go on. */
  async waitFor(address: string, method = 'GET'): Promise<number | undefined> {
    const limiter = method === 'GET' || method === 'HEAD' ? this.reads : this.writes;
    try {
      await limiter.consume(rateKey(address));
      return undefined;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(refused.msBeforeNext, 1);
      throw refused;
    }
  }
}
