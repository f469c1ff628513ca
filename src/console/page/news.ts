import type { ConsoleRow } from '../wire';
import type { State } from './state';
import { unreadIn } from './unread';

/** Something worth saying aloud, sounding or notifying. */
export interface News {
  readonly kind: 'offer' | 'emergency' | 'waiting' | 'message' | 'lost' | 'taken-away';
  /** For the live region and the notification: what happened, never a citizen's words (a locked screen shows notifications). */
  readonly text: string;
  readonly conversationId?: string;
}

/** What is new for this operator between two states. Nothing before the first queue has arrived. */
export function newsBetween(before: State, after: State, operatorId: string): readonly News[] {
  const link: News[] =
    before.link === 'open' && after.link === 'lost'
      ? [{ kind: 'lost', text: '接続が切れました。再接続しています。' }]
      : [];
  if (!before.ready || !after.ready) return link;
  const rows = before.rows === after.rows ? [] : rowNews(before, after, operatorId);
  const words = before.talks === after.talks ? [] : messageNews(before, after, operatorId);
  return [...link, ...rows, ...words];
}

function rowNews(before: State, after: State, operatorId: string): News[] {
  const rows = [...after.rows.values()];
  const called = rows.filter((row) => {
    const was = before.rows.get(row.handoffId);
    return (
      isOffer(row, operatorId) && !(was && isOffer(was, operatorId) && was.assignment === row.assignment)
    );
  });
  const urgent = rows.some(
    (row) =>
      row.priorityReason === 'emergency' &&
      before.rows.get(row.handoffId)?.priorityReason !== 'emergency' &&
      !called.includes(row),
  );
  const lost = [...before.rows.values()].filter((row) => isLost(row, after, operatorId));
  const waiting = rows.filter(({ state }) => state === 'waiting');
  const joined = waiting.some(({ handoffId }) => !before.rows.has(handoffId));
  return [
    ...called.map(offer),
    ...(urgent ? [{ kind: 'emergency', text: '緊急のことばがあった方がお待ちです。' } as const] : []),
    ...lost.map((row) => ({
      kind: 'taken-away' as const,
      text: `「${row.topic?.label ?? 'ご相談'}」の方は、担当がほかへ移りました。`,
    })),
    ...(joined
      ? [{ kind: 'waiting', text: `新しくお待ちの方がいます。いま${waiting.length}人です。` } as const]
      : []),
  ];
}

function isOffer(row: ConsoleRow, operatorId: string): boolean {
  return row.state === 'offered' && row.operator?.id === operatorId;
}

/** Led by this operator before, and by nobody or somebody else now. Closing it oneself is no news. */
function isLost(row: ConsoleRow, after: State, operatorId: string): boolean {
  const now = after.rows.get(row.handoffId);
  return (
    row.state === 'active' &&
    row.operator?.id === operatorId &&
    now !== undefined &&
    now.operator?.id !== operatorId
  );
}

function offer(row: ConsoleRow): News {
  return {
    kind: 'offer',
    text: `呼び出しです。「${row.topic?.label ?? 'ご相談'}」の方。F2キーで応対します。`,
    conversationId: row.conversationId,
  };
}

function messageNews(before: State, after: State, operatorId: string): News[] {
  return [...after.rows.values()]
    .filter(({ state, operator }) => state === 'active' && operator?.id === operatorId)
    .filter(({ conversationId }) => {
      const was = before.talks.get(conversationId);
      return was?.loaded === true && unreadIn(after.talks.get(conversationId)) > unreadIn(was);
    })
    .map((row) => ({
      kind: 'message',
      text: `「${row.topic?.label ?? 'ご相談'}」の方から返信があります。`,
      conversationId: row.conversationId,
    }));
}
