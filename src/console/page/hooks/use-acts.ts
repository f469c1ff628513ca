import { focusAnswer, focusComposer, focusList, focusSearch } from '../focus';
import type { Act } from '../keys';
import { declineOffer, takeNext } from '../queue-acts';
import { queueSections } from '../queue-sections';
import type { Session } from '../session';
import { useSession } from '../session-context';

interface PageActs {
  readonly openKeys: () => void;
  readonly insertPlace: (place: number) => void;
}

/** What each key does. Acts on a conversation bring the chat back first. */
export function useActs({ openKeys, insertPlace }: PageActs): (act: Act) => void {
  const session = useSession();
  return (act) => {
    const insert = /^insert-([1-5])$/.exec(act)?.[1];
    if (insert) insertPlace(Number(insert));
    else acts(session, openKeys)[act as Exclude<Act, `insert-${1 | 2 | 3 | 4 | 5}`>]();
  };
}

type PlainAct = Exclude<Act, `insert-${1 | 2 | 3 | 4 | 5}`>;

function acts(session: Session, openKeys: () => void): Readonly<Record<PlainAct, () => void>> {
  const chat = (): void => session.view.dispatch('chat');
  const press = (selector: string): void => document.querySelector<HTMLElement>(selector)?.click();
  return {
    take: () => void take(session),
    decline: () => void declineOffer(session),
    composer: () => {
      chat();
      focusAnswer();
    },
    search: () => focusSearch(),
    list: () => {
      chat();
      focusList();
    },
    phone: () => session.view.dispatch(session.view.state === 'call' ? 'chat' : 'call'),
    end: () => press('#end-talk'),
    canned: () => press('#canned'),
    keys: openKeys,
    'next-talk': () => step(session, 1),
    'previous-talk': () => step(session, -1),
  };
}

/** Takes the next citizen and stands ready to write. */
export async function take(session: Session): Promise<void> {
  session.view.dispatch('chat');
  if ((await takeNext(session)) !== undefined) focusComposer();
}

/** Through this operator's own conversations, round and round. */
function step(session: Session, by: 1 | -1): void {
  const { rows, current } = session.store.state;
  const mine = queueSections(rows.values(), session.me.operatorId)
    .filter(({ id }) => id === 'mine' || id === 'wrapUp')
    .flatMap((section) => section.rows);
  if (mine.length === 0) return;
  const at = mine.findIndex(({ conversationId }) => conversationId === current);
  const next = mine[(Math.max(at, by === 1 ? -1 : 0) + by + mine.length) % mine.length];
  if (!next) return;
  session.view.dispatch('chat');
  session.open(next.conversationId);
}
