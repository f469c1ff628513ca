import type { Logger } from 'pino';
import type { QueueTold } from './moment-activity';

export interface PlaceTellerOptions {
  /** Conversations that somebody has open on this node. */
  readonly open: () => readonly string[];
  /** Those of them that wait, and where: one question for all. */
  readonly places: (conversationIds: readonly string[]) => Promise<ReadonlyMap<string, QueueTold>>;
  readonly tell: (conversationId: string, told: QueueTold) => void;
  readonly logger: Logger;
  readonly everyMs?: number;
}

const EVERY_MS = 5000;
const NOT_WAITING: QueueTold = { position: null, waitBand: null };

/** Tells waiting citizens their place whenever it has changed, and once more when they no longer wait. */
export class PlaceTeller {
  private told = new Map<string, QueueTold>();
  private looking = false;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: PlaceTellerOptions) {
    this.timer = setInterval(() => void this.look(), options.everyMs ?? EVERY_MS).unref();
  }

  /** A socket that has just opened knows nothing yet. */
  forget(conversationId: string): void {
    this.told.delete(conversationId);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const open = this.options.open();
    if (this.looking || open.length === 0) return;
    this.looking = true;
    const before = this.told;
    try {
      const places = await this.options.places(open);
      this.told = new Map(places);
      for (const id of open) this.tellChange(id, before.get(id));
    } catch (error) {
      this.options.logger.warn({ reason: String(error) }, 'places in the queue not read; trying again');
    } finally {
      this.looking = false;
    }
  }

  private tellChange(conversationId: string, before: QueueTold | undefined): void {
    const now = this.told.get(conversationId);
    if (now?.position === before?.position && now?.waitBand === before?.waitBand) return;
    this.options.tell(conversationId, now ?? NOT_WAITING);
  }
}
