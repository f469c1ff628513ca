import { newestRelease, readRelease } from '../knowledge/release-store';
import { releaseDiff, type KnowledgeChange } from '../knowledge/release-diff';
import type { ConsoleParts } from './console-parts';
import { briefProgress, moveBrief, tickChange } from './brief-store';
import type { Brief, BriefChange } from './wire';

type BriefParts = Pick<ConsoleParts, 'db' | 'city' | 'clock' | 'desk'>;

/** Comparisons of two releases never change: a whole shift that signs in at nine reads two packs of two megabytes once. */
const MOST_KEPT = 8;

/** What changed in the knowledge since an operator's last shift, to be ticked off. */
export class ShiftBrief {
  private readonly compared = new Map<string, Promise<readonly KnowledgeChange[]>>();

  constructor(private readonly parts: BriefParts) {}

  /** A newcomer begins with the knowledge in force: there is nothing they know differently. */
  async of(operatorId: string): Promise<Brief> {
    const { db, desk } = this.parts;
    const { release } = desk();
    const { seenRelease, ticked } = await briefProgress(db, operatorId);
    if (seenRelease === undefined) {
      await this.move(operatorId);
      return { release, changes: [] };
    }
    const changes = await this.since(seenRelease);
    const at = await this.publishedAt();
    const shown = changes.map((change): BriefChange => ({
      ...change,
      release,
      at,
      ticked: ticked.has(change.id),
    }));
    if (shown.every((change) => change.ticked)) await this.move(operatorId);
    return { release, seenRelease, changes: shown };
  }

  /** False when the brief of this operator has no such change. The last tick moves on to the release in force. */
  async tick(operatorId: string, changeId: string): Promise<boolean> {
    const { db, city, clock, desk } = this.parts;
    const { seenRelease, ticked } = await briefProgress(db, operatorId);
    if (seenRelease === undefined) return false;
    const changes = await this.since(seenRelease);
    if (!changes.some(({ id }) => id === changeId)) return ticked.has(changeId); // ticked in another window
    await tickChange(db, city, { operatorId, changeId, release: desk().release, at: clock() });
    if (changes.every(({ id }) => id === changeId || ticked.has(id))) await this.move(operatorId);
    return true;
  }

  private move(operatorId: string): Promise<void> {
    const { db, city, clock, desk } = this.parts;
    return moveBrief(db, city, { operatorId, release: desk().release, at: clock() });
  }

  private since(seenRelease: number): Promise<readonly KnowledgeChange[]> {
    const { release } = this.parts.desk();
    if (seenRelease >= release) return Promise.resolve([]);
    const key = `${seenRelease}-${release}`;
    const known = this.compared.get(key) ?? this.compare(seenRelease);
    const oldest = this.compared.size >= MOST_KEPT ? [...this.compared.keys()][0] : undefined;
    if (oldest !== undefined && !this.compared.has(key)) this.compared.delete(oldest);
    this.compared.set(key, known);
    known.catch(() => this.compared.delete(key));
    return known;
  }

  private async compare(seenRelease: number): Promise<readonly KnowledgeChange[]> {
    const { db, city, desk } = this.parts;
    const before = await readRelease(db, city, seenRelease);
    return before === undefined ? [] : releaseDiff(before, desk().pack);
  }

  private async publishedAt(): Promise<string> {
    const { db, city, clock, desk } = this.parts;
    const newest = await newestRelease(db, city);
    return newest?.number === desk().release ? newest.at : new Date(clock()).toISOString();
  }
}
