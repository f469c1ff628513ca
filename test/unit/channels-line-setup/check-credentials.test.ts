import { checkCredentials } from '../../../src/channels/line/setup/check-credentials';

const SECRET = '0123456789abcdef0123456789abcdef';
const TOKEN = `${'Ab0+/'.repeat(34)}=`;

test('a secret and a token in their places are taken', () => {
  expect(checkCredentials({ secret: SECRET, token: TOKEN })).toEqual([]);
});

test.each([
  [undefined, '設定されていません'],
  ['1234567890', 'チャネルIDが'],
  [SECRET, 'チャネルシークレットが'],
  [`U${SECRET}`, 'ユーザーIDが'],
  [`Bearer ${TOKEN}`, '「Bearer」は要りません'],
  [`${TOKEN}\n`, '空白や改行'],
  ['abc', '3文字です'],
])('%j as the token is told for what it is', (token, said) => {
  const [finding] = checkCredentials({ secret: SECRET, token });
  expect(finding).toMatchObject({ state: 'bad', what: 'アクセストークン' });
  expect(finding?.said).toContain(said);
});

test('secret and token mixed up are both told, without their values', () => {
  const findings = checkCredentials({ secret: TOKEN, token: SECRET });
  expect(findings.map(({ said }) => said)).toEqual([
    'アクセストークンが書かれているようです（this looks like an access token）',
    'チャネルシークレットが書かれています（this is the channel secret）',
  ]);
  expect(JSON.stringify(findings)).not.toContain(SECRET);
});
