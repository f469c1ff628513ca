import type { Db } from '../../storage/db';
import { dropViewer, keepViewers, putViewer, viewersOf } from '../viewer-store';
import type { Viewer } from '../wire';
import type { FeedSocket } from './feed-socket';

/** NOTIFY channel; the payload is the id of a conversation that somebody began or ceased to look at. */
export const VIEWERS_CHANNEL = 'viewers';

/** Who looks at which conversation, on every node: a table with expiry, because a node that dies says no goodbye. */
export class ViewerList {
  private readonly told = new Map<string, string>();

  constructor(
    private readonly db: Db,
    private readonly city: string,
  ) {}

  /** Listening is for supervisors; whoever else asks for it looks on like everybody. Who leads is the queue's to say. */
  async look(socket: FeedSocket, conversationId: string, mode: Viewer['mode']): Promise<void> {
    const { id, operatorId, staff } = socket;
    const listening = mode === 'listening' && staff.operator.roles.includes('supervisor');
    await putViewer(this.db, this.city, {
      socket: id,
      conversationId,
      operatorId,
      mode: listening ? 'listening' : 'viewing',
    });
    void this.db.notify(VIEWERS_CHANNEL, conversationId);
  }

  /** Without a conversation: the socket is gone. */
  async leave(socket: string, conversationId?: string): Promise<void> {
    const left = await dropViewer(this.db, socket, conversationId);
    for (const id of left) void this.db.notify(VIEWERS_CHANNEL, id);
  }

  keep(sockets: readonly string[]): Promise<void> {
    return keepViewers(this.db, sockets);
  }

  async read(conversationIds: readonly string[]): Promise<ReadonlyMap<string, readonly Viewer[]>> {
    const found = await viewersOf(this.db, this.city, conversationIds);
    for (const [id, viewers] of found) this.told.set(id, JSON.stringify(viewers));
    return found;
  }

  /** Only what is not as it was read last. */
  async changed(conversationIds: readonly string[]): Promise<ReadonlyMap<string, readonly Viewer[]>> {
    const before = new Map(conversationIds.map((id) => [id, this.told.get(id)]));
    this.told.clear(); // what nobody looks at any more is forgotten
    const found = await this.read(conversationIds);
    return new Map([...found].filter(([id]) => before.get(id) !== this.told.get(id)));
  }
}
