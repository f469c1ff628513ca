import { ApiServer, type SeenCall } from './api-server';
import { newEvent, type Source, type WebhookEvent } from './events';
import { Faults } from './faults';
import { idOf } from './ids';
import { LineUser } from './line-user';
import { WebhookSender } from './webhook-sender';
import { LineWorld } from './world';

interface Options {
  /** Milliseconds; reply tokens expire by it. */
  readonly now?: () => number;
  readonly apiPort?: number;
  readonly dataPort?: number;
}

/**
 * LINE's platform on loopback, stricter than the real one: two hosts that refuse what LINE refuses (messaging-api.yml and the reference
 * beside it), and users whose acts come as signed webhooks. `violations` holds what LINE would let pass though it cannot be meant.
 */
export class FakeLine {
  readonly world: LineWorld;
  readonly faults = new Faults();
  readonly webhooks: WebhookSender;
  readonly calls: SeenCall[] = [];
  apiBaseURL = '';
  dataApiBaseURL = '';
  private readonly api: ApiServer;
  private readonly data: ApiServer;

  constructor(private readonly options: Options = {}) {
    this.world = new LineWorld(options.now ?? Date.now);
    this.webhooks = new WebhookSender(this.world);
    this.api = new ApiServer('api', this.world, this.faults, this.calls);
    this.data = new ApiServer('data', this.world, this.faults, this.calls);
  }

  async start(): Promise<this> {
    this.apiBaseURL = await this.api.start(this.options.apiPort);
    this.dataApiBaseURL = await this.data.start(this.options.dataPort);
    return this;
  }

  async stop(): Promise<void> {
    await Promise.all([this.api.stop(), this.data.stop()]);
  }

  /** The settings of a desk that is to talk to this platform. */
  get settings(): Readonly<Record<string, string>> {
    return {
      LINE_CHANNEL_SECRET: this.world.channelSecret,
      LINE_CHANNEL_ACCESS_TOKEN: this.world.accessToken,
      LINE_API_BASE_URL: this.apiBaseURL,
      LINE_DATA_API_BASE_URL: this.dataApiBaseURL,
    };
  }

  /** Where events go from now on. */
  connect(endpoint: string): void {
    Object.assign(this.world.webhook, { endpoint, active: true });
  }

  /** A friend of the account; the same name is the same person. */
  user(displayName: string): LineUser {
    const userId = idOf('U', displayName);
    if (!this.world.people.has(userId))
      this.world.people.set(userId, { userId, displayName, friend: true, hidden: false });
    return new LineUser(this.world, this.webhooks, userId, displayName);
  }

  /** A group chat with the account in it; `sourceOf` one of its members. */
  group(
    name: string,
    ...members: readonly LineUser[]
  ): { id: string; sourceOf: (user?: LineUser) => Source } {
    const id = idOf('C', name);
    this.world.groups.set(id, { id, name, members: new Set(members.map(({ userId }) => userId)) });
    return { id, sourceOf: (user) => ({ type: 'group', groupId: id, ...(user && { userId: user.userId }) }) };
  }

  /** A chat of several people without a name. */
  room(name: string, ...members: readonly LineUser[]): { id: string; sourceOf: (user?: LineUser) => Source } {
    const id = idOf('R', name);
    this.world.groups.set(id, { id, name, members: new Set(members.map(({ userId }) => userId)) });
    return { id, sourceOf: (user) => ({ type: 'room', roomId: id, ...(user && { userId: user.userId }) }) };
  }

  /** An event of a group as a whole: join, leave, memberJoined. */
  event(source: Source, fields: { readonly type: string; readonly [field: string]: unknown }): WebhookEvent {
    return newEvent(this.world, source, fields);
  }

  /** Calls to a path that ends so, oldest first. */
  callsTo(pathEnd: string): readonly SeenCall[] {
    return this.calls.filter(({ path }) => path.endsWith(pathEnd));
  }
}
