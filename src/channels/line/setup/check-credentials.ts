import type { Finding } from './finding';

const SECRET = 'チャネルシークレット';
const TOKEN = 'アクセストークン';

/** Looks at the two settings themselves, before anybody is asked: mixed up, they cost hours. */
export function checkCredentials(given: {
  secret: string | undefined;
  token: string | undefined;
}): Finding[] {
  return [checkSecret(given.secret ?? ''), checkToken(given.token ?? '')].filter(
    (finding) => finding !== undefined,
  );
}

function checkSecret(secret: string): Finding | undefined {
  if (/^[0-9a-f]{32}$/.test(secret)) return undefined;
  const ja =
    'LINE Developersコンソールの「チャネル基本設定」にある「チャネルシークレット」（英数字32文字）を LINE_CHANNEL_SECRET に書いてください';
  const en =
    'Set LINE_CHANNEL_SECRET to the channel secret (32 hexadecimal digits) of the tab Basic settings';
  return { state: 'bad', what: SECRET, said: kindOf(secret), hint: { ja, en } };
}

function checkToken(token: string): Finding | undefined {
  const looksRight = token.length >= 100 && /^[\w+/=.-]+$/.test(token);
  if (looksRight) return undefined;
  const ja =
    'LINE Developersコンソールの「Messaging API設定」のいちばん下で「チャネルアクセストークン（長期）」を発行し、そのまま LINE_CHANNEL_ACCESS_TOKEN に書いてください';
  const en =
    'Set LINE_CHANNEL_ACCESS_TOKEN to the long-lived channel access token issued at the bottom of the tab Messaging API';
  return { state: 'bad', what: TOKEN, said: kindOf(token), hint: { ja, en } };
}

/** What was put there instead. The value itself is never printed. */
function kindOf(value: string): string {
  if (value === '') return '設定されていません（not set）';
  if (/^\d{10}$/.test(value)) return 'チャネルIDが書かれています（this is the channel ID）';
  if (/^[0-9a-f]{32}$/.test(value))
    return 'チャネルシークレットが書かれています（this is the channel secret）';
  if (/^U[0-9a-f]{32}$/.test(value)) return 'ユーザーIDが書かれています（this is a user ID）';
  if (/^bearer\s/i.test(value)) return '先頭の「Bearer」は要りません（leave out "Bearer"）';
  if (/\s/.test(value)) return '空白や改行が入っています（it holds a space or a line break）';
  if (value.length >= 100) return 'アクセストークンが書かれているようです（this looks like an access token）';
  return `形が違います。${value.length}文字です（wrong form, ${value.length} characters）`;
}
