import type { ConsoleRow, Sla, Suggestion } from '../wire';

/** What codes of the wire are called on the screen. */
export const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  web: 'ウェブ',
  line: 'LINE',
  voice: '電話',
  call: '電話窓口',
};

export const CAUSE_WORDS: Readonly<Record<string, string>> = {
  asked: '職員を希望',
  'two-failures': '自動では答えられず',
  'policy-topic': '職員が答える話題',
};

export const STATE_WORDS: Readonly<Record<ConsoleRow['state'], string>> = {
  waiting: 'お待ち',
  offered: '呼び出し中',
  active: '対応中',
  'wrap-up': '後処理',
  closed: '終了',
  abandoned: '途中で離れた',
  callback: '折り返し',
  message: '伝言',
};

export const PRIORITY_WORDS: Readonly<Record<NonNullable<ConsoleRow['priorityReason']>, string>> = {
  emergency: '緊急のことば',
  returned: '列に戻った方',
  'long-wait': '長くお待ち',
};

/** Never by colour alone: a shape and a word go with it. */
export const SLA_WORDS: Readonly<Record<Sla, { shape: string; text: string }>> = {
  good: { shape: '●', text: '目安内' },
  warn: { shape: '▲', text: '目安間近' },
  late: { shape: '■', text: '目安超え' },
};

export const PRESENCE_WORDS = { available: '受付中', away: '離席中', offline: '受付していない' } as const;

/** The row's subject in a few words. */
export function subjectOf({ topic, lastText }: Pick<ConsoleRow, 'topic' | 'lastText'>): string {
  return topic?.label ?? (lastText.trim() || 'ご相談');
}

/** 「3分05秒」, 「1時間2分」. A clock that jumped back tells 0. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  if (seconds < 60) return `${seconds}秒`;
  if (minutes < 60) return `${minutes}分${String(seconds % 60).padStart(2, '0')}秒`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)}時間${minutes % 60}分`;
  return `${Math.floor(minutes / 60 / 24)}日`;
}

/** Japan's time of day, whatever the machine is set to. */
export function timeText(iso: string): string {
  return new Intl.DateTimeFormat('ja-JP', {
    timeZone: 'Asia/Tokyo',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));
}

export function dayText(iso: string): string {
  return new Intl.DateTimeFormat('ja-JP', {
    timeZone: 'Asia/Tokyo',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));
}

/** Confidence in words: a number would be read as more than it is. */
export function confidenceWords({ sure, confidence }: Pick<Suggestion, 'sure' | 'confidence'>): string {
  if (sure) return '合っていそうです';
  if (confidence >= 0.5) return 'たぶん合っています';
  if (confidence >= 0.2) return '違うかもしれません';
  return '関係が薄そうです';
}
