import type { Logger } from 'pino';
import type { Message } from '../../conversation/message';
import { ReadTogether } from '../../transcript/read-together';
import { consoleMessage } from '../console-message';
import type { ConsoleMessage, FeedFrame, Note } from '../wire';
import { SingleFlight } from './single-flight';

export interface ConversationWatchOptions {
  /** Visible messages after a number, in order. */
  readonly since: (conversationId: string, seq: number) => Promise<Message[]>;
  /** The newest number of each conversation. */
  readonly lastSeqs: (conversationIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly sealedSeqs: (conversationId: string) => Promise<ReadonlySet<number>>;
  readonly notes: (conversationId: string) => Promise<Note[]>;
  readonly countNotes: (conversationIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly logger: Logger;
}

/** Where the frames of a watched conversation go. */
export interface Watcher {
  send(frame: FeedFrame): void;
}

interface Reader {
  seen: number;
  notes: number;
}

/** How much a conversation has. */
interface Counts {
  readonly lastSeq: number;
  readonly notes: number;
}

interface Watched {
  readonly readers: Map<Watcher, Reader>;
  readonly pushing: SingleFlight;
}

/** A long history goes out in parts, so that the first lines show early. */
const MESSAGES_A_FRAME = 100;

/** Brings each watcher of a conversation what the store has beyond what that watcher has: nothing is missed or doubled, whoever wrote it. */
export class ConversationWatch {
  private readonly watched = new Map<string, Watched>();
  private readonly counting = new ReadTogether((ids: readonly string[]) => this.count(ids));

  constructor(private readonly options: ConversationWatchOptions) {}

  /** The conversations that anybody of this node looks at. */
  get ids(): string[] {
    return [...this.watched.keys()];
  }

  watchersOf(conversationId: string): Watcher[] {
    return [...(this.watched.get(conversationId)?.readers.keys() ?? [])];
  }

  /** Everything after `after`, then whatever follows. Watching again begins there anew. */
  watch(conversationId: string, watcher: Watcher, after: number): void {
    const watched = this.watched.get(conversationId) ?? this.begin(conversationId);
    watched.readers.set(watcher, { seen: after, notes: 0 });
    this.push(conversationId);
  }

  unwatch(conversationId: string, watcher: Watcher): void {
    const watched = this.watched.get(conversationId);
    watched?.readers.delete(watcher);
    if (watched?.readers.size === 0) this.watched.delete(conversationId);
  }

  /** Something may be new in the conversation. */
  push(conversationId: string): void {
    const { pushing } = this.watched.get(conversationId) ?? {};
    pushing?.run().catch((error: unknown) => {
      this.options.logger.warn({ err: error }, 'console push failed; the next poll tries again');
    });
  }

  /** Pushes wherever the store is ahead: two questions for all conversations. */
  async poll(): Promise<void> {
    const { ids } = this;
    if (ids.length === 0) return;
    const counts = await this.count(ids);
    const behind = ids.filter((id, n) => {
      const readers = [...(this.watched.get(id)?.readers.values() ?? [])];
      return readers.some((reader) => isBehind(reader, counts[n]));
    });
    for (const id of behind) this.push(id);
  }

  private begin(conversationId: string): Watched {
    const readers: Watched['readers'] = new Map();
    const pushing = new SingleFlight(() => this.drain(conversationId, readers));
    const watched = { readers, pushing };
    this.watched.set(conversationId, watched);
    return watched;
  }

  /** One reading serves every window that looks at the conversation. What it may show is counted first: lines up to that number, and
   *  the originals sealed with them, are there for every question after it; what comes later wakes once more. */
  private async drain(conversationId: string, readers: Watched['readers']): Promise<void> {
    const behind = [...readers];
    if (behind.length === 0) return;
    const counts = await this.counting.ask(conversationId);
    if (!behind.some(([, reader]) => isBehind(reader, counts))) return;
    const { lastSeq, notes } = counts;
    const from = Math.min(...behind.map(([, { seen }]) => seen));
    const [lines, written] = await Promise.all([
      from < lastSeq ? this.lines(conversationId, from, lastSeq) : [],
      behind.some(([, reader]) => reader.notes < notes) ? this.options.notes(conversationId) : [],
    ]);
    for (const [watcher, reader] of behind) {
      if (readers.get(watcher) !== reader) continue; // gone, or begun anew meanwhile
      this.sendLines(conversationId, { watcher, reader, lines });
      reader.seen = Math.max(reader.seen, lastSeq); // beyond the last line too: not everything that is numbered is visible
      if (written.length > reader.notes) watcher.send({ type: 'notes', conversationId, notes: written });
      reader.notes = Math.max(reader.notes, written.length);
    }
  }

  private async count(ids: readonly string[]): Promise<readonly Counts[]> {
    const [seqs, notes] = await Promise.all([this.options.lastSeqs(ids), this.options.countNotes(ids)]);
    return ids.map((id) => ({ lastSeq: seqs.get(id) ?? 0, notes: notes.get(id) ?? 0 }));
  }

  private async lines(conversationId: string, from: number, lastSeq: number): Promise<ConsoleMessage[]> {
    const { since, sealedSeqs } = this.options;
    const [messages, sealed] = await Promise.all([since(conversationId, from), sealedSeqs(conversationId)]);
    return messages.filter(({ seq }) => seq <= lastSeq).map((message) => consoleMessage(message, sealed));
  }

  private sendLines(
    conversationId: string,
    { watcher, reader, lines }: { watcher: Watcher; reader: Reader; lines: readonly ConsoleMessage[] },
  ): void {
    const unread = lines.filter(({ seq }) => seq > reader.seen);
    for (let from = 0; from < unread.length; from += MESSAGES_A_FRAME) {
      const messages = unread.slice(from, from + MESSAGES_A_FRAME);
      reader.seen = messages.at(-1)?.seq ?? reader.seen;
      watcher.send({ type: 'messages', conversationId, messages });
    }
  }
}

function isBehind({ seen, notes }: Reader, counts: Counts | undefined): boolean {
  return counts !== undefined && (seen < counts.lastSeq || notes < counts.notes);
}
