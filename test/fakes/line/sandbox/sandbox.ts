import type { WebhookEvent } from '../events';
import type { FakeLine } from '../fake-line';
import type { LineUser } from '../line-user';
import { buttonsOf, partsOf } from './line-parts';
import type { SandboxAct, SandboxView, ViewMenu } from './wire';
import type { StoredMenu } from '../world';

interface Seat {
  readonly id: string;
  readonly label: string;
  readonly user: LineUser;
  /** The group in which the user speaks here. */
  readonly group?: string;
}

const CLOCK = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  hour: '2-digit',
  minute: '2-digit',
});

/** A few people with LINE on their telephones, for somebody to play. Acts return at once; what went wrong stands in the notices. */
export class Sandbox {
  private readonly seats: readonly Seat[];
  private readonly notices: string[] = [];
  private readonly last = new Map<string, WebhookEvent>();
  private readonly running = new Set<Promise<void>>();

  constructor(readonly line: FakeLine) {
    const hanako = line.user('花子');
    const taro = line.user('太郎');
    const { id } = line.group('町内会', hanako, taro);
    this.seats = [
      { id: hanako.userId, label: '花子さん', user: hanako },
      { id: taro.userId, label: '太郎さん', user: taro },
      { id, label: '町内会（グループ）', user: hanako, group: id },
    ];
  }

  /** Undefined for a talk that does not exist. */
  view(talkId: string): SandboxView | undefined {
    const seat = this.seats.find(({ id }) => id === talkId);
    if (!seat) return undefined;
    const { world } = this.line;
    const talk = world.talk(seat.id);
    const menu = seat.group === undefined ? this.menuOf(seat.user) : undefined;
    return {
      account: world.account.displayName,
      talks: this.seats.map(({ id, label }) => ({ id, label })),
      lines: talk.seen.map((seen) => ({
        id: seen.id,
        mine: seen.from === seat.user.userId,
        name: seen.senderName,
        at: CLOCK.format(seen.at),
        via: seen.via,
        parts: partsOf(seen),
      })),
      quickReplies: talk.quickReplies.map(({ action }) => action.label),
      loading: talk.loadingUntil > world.now(),
      ...(seat.group === undefined && { friend: world.people.get(seat.user.userId)?.friend ?? false }),
      ...(menu && { menu: viewOf(menu) }),
      notices: [...this.notices, ...world.violations].slice(-5),
    };
  }

  get firstTalk(): string {
    return this.seats[0]?.id ?? '';
  }

  /** False for what does not exist (any more): a button that has gone, a talk nobody has. */
  do(talkId: string, act: SandboxAct): boolean {
    const seat = this.seats.find(({ id }) => id === talkId);
    const event = seat && this.eventOf(seat, act);
    if (!event) return false;
    this.last.set(seat.id, event);
    this.bring(event, act.act === 'again');
    return true;
  }

  /** Resolves when nothing is on its way to the desk. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private eventOf(seat: Seat, act: SandboxAct): WebhookEvent | undefined {
    const { user } = seat;
    const source =
      seat.group === undefined
        ? user.source
        : ({ type: 'group', groupId: seat.group, userId: user.userId } as const);
    switch (act.act) {
      case 'say':
        return user.text(act.text, { source, mentionsAccount: seat.group !== undefined && act.mention });
      case 'send':
        return user.content(act.kind, { source });
      case 'unsend':
        if (!this.line.world.talk(seat.id).unsend(act.line)) return undefined;
        return user.event({ type: 'unsend', unsend: { messageId: act.line } }, { source });
      case 'block':
        return user.blocking();
      case 'follow':
        return user.following();
      case 'again':
        return this.last.get(seat.id);
      default: {
        const action = this.pressed(seat, act);
        return action && user.act(action);
      }
    }
  }

  /** What is behind the button, unless it has gone. */
  private pressed(
    { id: talkId, user }: Seat,
    act: Extract<SandboxAct, { act: 'quick' | 'menu' | 'button' }>,
  ): Parameters<LineUser['act']>[0] | undefined {
    const talk = this.line.world.talk(talkId);
    if (act.act === 'quick') return talk.quickReplies[act.index]?.action;
    if (act.act === 'menu') return this.menuOf(user)?.areas[act.index]?.action;
    const seen = talk.seen.find(({ id }) => id === act.line);
    return seen && buttonsOf(seen)[act.button];
  }

  private menuOf({ userId }: LineUser): StoredMenu | undefined {
    const { menus, menuOfUser, defaultMenu = '' } = this.line.world;
    return menus.get(menuOfUser.get(userId) ?? '') ?? menus.get(defaultMenu);
  }

  private bring(event: WebhookEvent, again: boolean): void {
    const work = this.line.webhooks
      .deliver([event], again)
      .then(({ attempts }) => {
        if (again) this.note('同じ出来事を、もう一度届けました。窓口が二重に答えなければ正しい動きです。');
        if (attempts > 1) this.note(`窓口が受け取るまでに、${attempts}回かかりました。`);
      })
      .catch(() => this.note('窓口に届きませんでした。窓口が動いているか、確かめてください。'))
      .finally(() => this.running.delete(work));
    this.running.add(work);
  }

  private note(text: string): void {
    this.notices.push(`${CLOCK.format(this.line.world.now())}　${text}`);
  }
}

function viewOf({ richMenuId, chatBarText, size, areas }: StoredMenu): ViewMenu {
  const percent = (part: number, whole: number): number => (100 * part) / whole;
  return {
    barText: chatBarText,
    image: `/menu/${richMenuId}`,
    areas: areas.map(({ bounds, action }) => ({
      label: action.label ?? '',
      left: percent(bounds.x, size.width),
      top: percent(bounds.y, size.height),
      width: percent(bounds.width, size.width),
      height: percent(bounds.height, size.height),
      ...(action.type === 'uri' && { href: action.uri }),
    })),
  };
}
