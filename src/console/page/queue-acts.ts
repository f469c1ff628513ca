import type { ConsoleRow } from '../wire';
import type { Session } from './session';

/** Takes the next citizen: an offer first, else the head of the line. Tells when nobody waits. */
export async function takeNext(session: Session): Promise<string | undefined> {
  const offer = offerTo(session);
  if (offer) return acceptOffer(session, offer);
  const taken = await session.attempt(async () => (await session.api.next()) ?? 'nobody');
  if (taken === 'nobody')
    session.notices.dispatch({
      type: 'show',
      text: 'いま応対できる方はお待ちではありません。',
      fault: false,
    });
  if (taken === undefined || taken === 'nobody') return undefined;
  session.open(taken.conversationId, 'leading');
  return taken.conversationId;
}

export async function acceptOffer(session: Session, row: ConsoleRow): Promise<string | undefined> {
  const done = await session.attempt(async () => {
    await session.api.command(row, 'accept');
    return true;
  });
  if (!done) return undefined;
  session.open(row.conversationId, 'leading');
  return row.conversationId;
}

export async function declineOffer(session: Session): Promise<void> {
  const offer = offerTo(session);
  if (offer) await session.attempt(() => session.api.command(offer, 'decline'));
}

/** Takes this one: somebody who waits, or a wish in the worklist. */
export async function claimRow(session: Session, row: ConsoleRow): Promise<void> {
  const claimed = await session.attempt(() => session.api.claim(row.handoffId));
  if (claimed) session.open(row.conversationId, 'leading');
}

/** What is offered to this operator now; the one that ends first. */
export function offerTo({ store, me }: Pick<Session, 'store' | 'me'>): ConsoleRow | undefined {
  return [...store.state.rows.values()]
    .filter(({ state, operator }) => state === 'offered' && operator?.id === me.operatorId)
    .sort((a, b) => (a.offeredUntil ?? '').localeCompare(b.offeredUntil ?? ''))[0];
}
