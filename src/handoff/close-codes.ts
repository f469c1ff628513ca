/** What was done and how it ended: both are chosen to close a conversation, and statistics count them. An id is never used for something
 *  else later. */
interface Labelled {
  readonly id: string;
  readonly label: string;
}

/** What was done. */
export const CLOSE_CODES = [
  { id: 'answered-from-knowledge', label: 'FAQの回答を案内' },
  { id: 'answered-otherwise', label: 'FAQにない内容を案内' },
  { id: 'referred', label: 'ほかの窓口を案内' },
  { id: 'call-back-done', label: '折り返しの電話をした' },
  { id: 'message-answered', label: '伝言に返事をした' },
  { id: 'complaint-heard', label: 'ご意見・苦情を聞いた' },
  { id: 'emergency-guided', label: '119番などを案内' },
  { id: 'nothing-done', label: '用件なし（無言・誤り）' },
  { id: 'nuisance', label: '迷惑行為' },
  { id: 'test', label: '試験・研修' },
] as const satisfies readonly Labelled[];

/** How it ended. */
export const CLOSE_REASONS = [
  { id: 'resolved', label: '解決した' },
  { id: 'referred', label: 'ほかの窓口に任せた' },
  { id: 'unresolved', label: '解決しなかった' },
  { id: 'citizen-left', label: '相手が退出した' },
  { id: 'not-reached', label: '電話がつながらなかった' },
  { id: 'not-applicable', label: '対応の必要なし' },
] as const satisfies readonly Labelled[];

/** Of a wrap-up that nobody finished; nobody can choose it. */
export const NOT_GIVEN = 'not-given';

export function isCloseCode(id: string): boolean {
  return CLOSE_CODES.some((code) => code.id === id);
}

export function isCloseReason(id: string): boolean {
  return CLOSE_REASONS.some((reason) => reason.id === id);
}
