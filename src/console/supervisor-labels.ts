import type { AuditAct } from '../audit/audit-act';
import type { ConsoleParts } from './console-parts';

const CAUSES: Readonly<Record<string, string>> = {
  asked: '担当者を希望',
  'two-failures': '続けて答えられず',
  'policy-topic': '担当者が答える話題',
};

const CHANNELS: Readonly<Record<string, string>> = { web: 'ウェブ', line: 'LINE', voice: '自動音声' };

const ACTS: Readonly<Record<AuditAct, string>> = {
  'sign-in': 'サインイン',
  'sign-in-failed': 'サインインの失敗',
  locked: '一時的な停止（失敗が続いたため）',
  unlocked: '停止の解除',
  'sign-out': 'サインアウト',
  'sessions-ended': 'すべての画面からのサインアウト',
  'password-changed': 'パスワードの変更',
  'totp-enrolled': '確認コードの登録',
  'totp-removed': '確認コードの解除',
  'recovery-code-used': '予備コードの使用',
  'link-made': '一度だけのリンクの発行',
  'link-used': '一度だけのリンクの使用',
  'oidc-bound': '市のサインインとの結びつけ',
  'operator-added': '職員の追加',
  'operator-changed': '職員の設定の変更',
  'role-refused': '役割のない操作（お断り）',
  reveal: '伏せた言葉の表示',
  'take-over': '相談の交代',
  'listen-in': '会話の見守り',
  whisper: '職員への助言',
  drain: '拠点の受付を停止',
  undrain: '拠点の受付を再開',
  'opening-changed': '受付時間の変更',
  'transcript-printed': 'やりとりの印刷',
};

/** What ids are called on the supervisor's screen and in the table. */
export interface DeskLabels {
  readonly cause: (id: string) => string;
  readonly topic: (id: string) => string;
  readonly channel: (id: string) => string;
  readonly skill: (id: string) => string;
  readonly entry: (id: string) => string;
}

/** Names from the knowledge in force; what it no longer has keeps its id. */
export function deskLabels({ desk }: Pick<ConsoleParts, 'desk'>): DeskLabels {
  const { pack } = desk();
  const topics = new Map(pack.policy.handoffTopics.map(({ id, label }) => [id, label]));
  const entries = new Map(pack.entries.map(({ id, question }) => [id, question]));
  return {
    cause: (id) => CAUSES[id] ?? id,
    channel: (id) => CHANNELS[id] ?? id,
    topic: (id) => topics.get(id) ?? id,
    skill: (id) => (id === 'general' ? '一般' : (topics.get(id) ?? id)),
    entry: (id) => entries.get(id) ?? id,
  };
}

/** An act of the audit log in words. */
export function actLabel(act: string): string {
  return (ACTS as Readonly<Record<string, string>>)[act] ?? act;
}
