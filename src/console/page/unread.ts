import type { State, Talk } from './state';

/** Words of the citizen that have not been on the screen. */
export function unreadIn(talk: Talk | undefined): number {
  return talk?.messages.filter(({ author, seq }) => author === 'citizen' && seq > talk.readSeq).length ?? 0;
}

/** Over all conversations of this operator. */
export function unreadOf(state: State, operatorId: string): number {
  return [...state.rows.values()]
    .filter(({ operator, state: step }) => operator?.id === operatorId && step === 'active')
    .reduce((sum, { conversationId }) => sum + unreadIn(state.talks.get(conversationId)), 0);
}

/** What the browser's tab says: unread first, since tabs are narrow. */
export function titleOf(state: State, operatorId: string): string {
  const rows = [...state.rows.values()];
  const offered = rows.some((row) => row.state === 'offered' && row.operator?.id === operatorId);
  const waiting = rows.filter((row) => row.state === 'waiting').length;
  const unread = unreadOf(state, operatorId);
  return `${offered ? '【呼び出し】' : ''}${unread > 0 ? `(${unread}) ` : ''}待ち${waiting}人 | 窓口`;
}
