/** What the audit log's own words are called on an administrator's screen. Words that are not here are shown as they are. */
const NAMES: Readonly<Record<string, string>> = {
  conversation: '会話',
  day: '日',
  site: '拠点',
  cli: 'コマンド',
  system: '窓口',
  operator: '職員',
};

const KEYS: Readonly<Record<string, string>> = {
  method: '方法',
  purpose: '目的',
  reason: '理由',
  login: 'ログイン名',
  roles: '役割',
  left: '残り',
  seq: '行',
  kinds: '種類',
  leading: '担当中',
  messages: '発言の数',
  handoff: '相談の番号',
  state: '状態',
  from: 'もとの担当',
  key: '番号',
};

const VALUES: Readonly<Record<string, string>> = {
  demonstration: '実演のリンク',
  password: 'パスワード',
  oidc: '市のサインイン',
  true: 'はい',
  false: 'いいえ',
};

/** 「拠点 annex」 for `site:annex`. */
export function auditName(id: string): string {
  const [kind = '', ...rest] = id.split(':');
  return [NAMES[kind] ?? kind, rest.join(':')].filter((part) => part !== '').join(' ');
}

/** 「方法：パスワード、…」 */
export function auditDetails(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(([key, value]) => `${KEYS[key] ?? key}：${VALUES[String(value)] ?? String(value)}`)
    .join('、');
}
