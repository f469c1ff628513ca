import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { rateKey } from '../http/client-address';

/** Failed sign-ins that one address may make. A whole call centre shares one, so only failures count. */
const POINTS = 30;
const SECONDS = 10 * 60;

/** Slows down whoever tries many logins from one place. In this node's memory: with n nodes up to n times as many. */
export class AddressLimit {
  private readonly limiter = new RateLimiterMemory({ points: POINTS, duration: SECONDS });

  /** Counts a try before it is judged. Minutes to wait when there were too many. */
  async begin(address: string): Promise<number | undefined> {
    try {
      await this.limiter.consume(rateKey(address));
      return undefined;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 60_000));
      throw refused;
    }
  }

  /** The try was no failure. */
  async forgive(address: string): Promise<void> {
    await this.limiter.reward(rateKey(address));
  }
}
