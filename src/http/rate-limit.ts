import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { rateKey } from './client-address';

export interface RateLimitOptions {
  /** Requests one address may send in the window. Whole offices and mobile networks share one address: be generous. */
  readonly requests: number;
  readonly seconds: number;
}

/** Counts requests per address in this process's memory. Nodes do not share counts: with n nodes the limit is up to n times. */
export class RateLimit {
  private readonly limiter: RateLimiterMemory;

  constructor(options: RateLimitOptions) {
    this.limiter = new RateLimiterMemory({ points: options.requests, duration: options.seconds });
  }

  /** Milliseconds to wait when the address has used up its share; undefined when it may go on. */
  async waitFor(address: string): Promise<number | undefined> {
    try {
      await this.limiter.consume(rateKey(address));
      return undefined;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(refused.msBeforeNext, 1);
      throw refused;
    }
  }
}
