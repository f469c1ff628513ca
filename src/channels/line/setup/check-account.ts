import { HTTPFetchError, type LineBotClient } from '@line/bot-sdk';
import type { Finding } from './finding';

/** Asks LINE whose token this is, and how many pushes the month still allows. Rejects with nothing: a failure is a finding. */
export async function checkAccount(client: LineBotClient): Promise<Finding[]> {
  try {
    const { displayName, basicId, chatMode } = await client.getBotInfo();
    const account: Finding = { state: 'good', what: 'アカウント', said: `${displayName}（${basicId}）` };
    return [account, ...chatNote(chatMode), await quota(client)];
  } catch (error) {
    return [failureOf(error)];
  }
}

/** A finding about a call that failed. */
export function failureOf(error: unknown, what = 'アクセストークン'): Finding {
  if (!(error instanceof HTTPFetchError)) {
    const ja =
      'この機械から https://api.line.me につながるか、プロキシやファイアウォールの設定を確かめてください';
    const en = 'Check that this machine reaches https://api.line.me (proxy, firewall, DNS)';
    return { state: 'bad', what, said: 'LINEにつながりません（cannot reach LINE）', hint: { ja, en } };
  }
  const { status } = error;
  if (status === 401) {
    const ja =
      'トークンが取り消されたか、別のチャネルのものです。「Messaging API設定」で発行し直してください';
    const en = 'The token was revoked or belongs to another channel: issue a new one';
    return { state: 'bad', what, said: 'LINEに断られました（401）', hint: { ja, en } };
  }
  const ja = 'しばらく待ってから、もう一度お試しください。続くときは、運用の担当にこの番号を伝えてください';
  const en = `LINE said: ${messageOf(error)}`;
  return { state: 'bad', what, said: `LINEに断られました（${status}）`, hint: { ja, en } };
}

function chatNote(chatMode: string): Finding[] {
  if (chatMode !== 'chat') return [];
  const ja =
    'LINE Official Account Managerの応答設定で「チャット」がオンです。そこで職員が返事を書くと、窓口の記録に残りません。ふだんはオフにしてください';
  const en =
    'Chat is on in the LINE Official Account Manager: what is answered there is not in the desk’s records';
  return [{ state: 'note', what: 'チャット', said: 'オンになっています（chat is on）', hint: { ja, en } }];
}

async function quota(client: LineBotClient): Promise<Finding> {
  const [{ value }, { totalUsage }] = await Promise.all([
    client.getMessageQuota(),
    client.getMessageQuotaConsumption(),
  ]);
  const limit = value === undefined ? '上限なし' : `上限 ${value}通`;
  return { state: 'good', what: '今月の配信', said: `${totalUsage}通、${limit}（返信は数えません）` };
}

function messageOf({ body }: HTTPFetchError): string {
  try {
    return String((JSON.parse(body) as { message?: unknown }).message);
  } catch {
    return 'nothing';
  }
}
