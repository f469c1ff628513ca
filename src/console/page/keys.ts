/** What the keyboard can do anywhere on the page. */
export type Act =
  | 'take'
  | 'decline'
  | 'composer'
  | 'search'
  | 'list'
  | 'phone'
  | 'end'
  | 'canned'
  | 'keys'
  | 'next-talk'
  | 'previous-talk'
  | `insert-${1 | 2 | 3 | 4 | 5}`;

/** The parts of a KeyboardEvent that choose the act. */
export interface Stroke {
  readonly key: string;
  /** Physical key: Alt with a letter types a sign on macOS, so the letter itself cannot be asked for. */
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

interface KeyLine {
  readonly act: Act;
  readonly keys: readonly string[];
  readonly does: string;
}

/** The list of keys as it is shown. Why these: docs/decisions/0017. */
export const KEY_LIST: readonly KeyLine[] = [
  { act: 'take', keys: ['F2', 'Alt+N'], does: '次の方に応対する（呼び出し中なら受ける）' },
  { act: 'decline', keys: ['Alt+R'], does: '呼び出しを断る' },
  { act: 'composer', keys: ['Alt+M'], does: '返事を書くところへ' },
  { act: 'insert-1', keys: ['Alt+1〜5'], does: '回答の候補を返事に差し込む' },
  { act: 'search', keys: ['Alt+S', '/'], does: '回答をさがす' },
  { act: 'canned', keys: ['Alt+Q'], does: '定型文を選ぶ' },
  { act: 'end', keys: ['F8'], does: '応対を終える' },
  { act: 'list', keys: ['Alt+L'], does: '一覧へ（↑↓で選ぶ）' },
  { act: 'next-talk', keys: ['J'], does: '次の対応中の会話へ' },
  { act: 'previous-talk', keys: ['K'], does: '前の対応中の会話へ' },
  { act: 'phone', keys: ['Alt+P'], does: '電話の画面とチャットの画面を切り替える' },
  { act: 'keys', keys: ['?', 'Alt+K'], does: 'この一覧を開く' },
];

const ALT: Readonly<Record<string, Act>> = {
  KeyN: 'take',
  KeyR: 'decline',
  KeyM: 'composer',
  KeyS: 'search',
  KeyL: 'list',
  KeyP: 'phone',
  KeyQ: 'canned',
  KeyK: 'keys',
  Digit1: 'insert-1',
  Digit2: 'insert-2',
  Digit3: 'insert-3',
  Digit4: 'insert-4',
  Digit5: 'insert-5',
};
const FUNCTION: Readonly<Record<string, Act>> = { F2: 'take', F8: 'end' };
const LETTERS: Readonly<Record<string, Act>> = {
  '?': 'keys',
  '/': 'search',
  j: 'next-talk',
  k: 'previous-talk',
};

/** The act of a stroke; single characters only outside text fields, and only when they are switched on. */
export function actOf(stroke: Stroke, place: { inText: boolean; letterKeys: boolean }): Act | undefined {
  if (stroke.ctrlKey || stroke.metaKey) return undefined;
  if (stroke.altKey) return stroke.shiftKey ? undefined : ALT[stroke.code];
  if (!stroke.shiftKey && FUNCTION[stroke.key]) return FUNCTION[stroke.key];
  return place.letterKeys && !place.inText ? LETTERS[stroke.key] : undefined;
}
