import { HTTPFetchError, type LineBotClient } from '@line/bot-sdk';
import { failureOf } from './check-account';
import type { Finding } from './finding';

const WHAT = 'Webhook';

/** Compares the registered address with the desk's own, registers that one when `set`, and lets LINE try it. */
export async function checkWebhook(client: LineBotClient, wanted: string, set: boolean): Promise<Finding[]> {
  try {
    const before = await registered(client);
    if (before?.endpoint !== wanted && !set) return [elsewhere(before?.endpoint, wanted)];
    if (before?.endpoint !== wanted) await client.setWebhookEndpoint({ endpoint: wanted });
    const { active } = await client.getWebhookEndpoint();
    const address: Finding = { state: 'good', what: `${WHAT}のアドレス`, said: wanted };
    return [address, ...(active ? [] : [notInUse()]), await tried(client)];
  } catch (error) {
    return [failureOf(error, WHAT)];
  }
}

async function registered(client: LineBotClient): Promise<{ endpoint: string } | undefined> {
  try {
    return await client.getWebhookEndpoint();
  } catch (error) {
    if (error instanceof HTTPFetchError && error.status === 404) return undefined;
    throw error;
  }
}

function elsewhere(endpoint: string | undefined, wanted: string): Finding {
  const said =
    endpoint === undefined
      ? '登録されていません（not registered）'
      : `別のアドレスです（registered: ${endpoint}）`;
  const ja = `この窓口のアドレスは ${wanted} です。--set-webhook を付けると登録します。ほかの会社のシステムがこのアカウントを使っているときは、先に相談してください（docs/ja/line.md）`;
  const en = `The desk’s address is ${wanted}; --set-webhook registers it. An account has one webhook: ask before you take it from another system`;
  return { state: 'bad', what: `${WHAT}のアドレス`, said, hint: { ja, en } };
}

function notInUse(): Finding {
  const ja = 'LINE Developersコンソールの「Messaging API設定」で「Webhookの利用」をオンにしてください';
  const en = 'Turn on "Use webhook" in the tab Messaging API; this cannot be done from here';
  return { state: 'bad', what: `${WHAT}の利用`, said: 'オフになっています（off）', hint: { ja, en } };
}

async function tried(client: LineBotClient): Promise<Finding> {
  const { success, reason, statusCode } = await client.testWebhookEndpoint({});
  const what = `${WHAT}の試し`;
  if (success) return { state: 'good', what, said: 'LINEから窓口に届きました' };
  const said = `届きませんでした（${reason}${statusCode > 0 ? ` ${statusCode}` : ''}）`;
  return { state: 'bad', what, said, hint: hintFor(statusCode) };
}

function hintFor(status: number): NonNullable<Finding['hint']> {
  if (status === 400 || status === 401 || status === 403)
    return {
      ja: 'チャネルシークレットが、このチャネルのものと違うようです。LINE_CHANNEL_SECRET を確かめ、窓口を起動し直してください',
      en: 'The signature did not fit: LINE_CHANNEL_SECRET is probably of another channel; correct it and restart the desk',
    };
  if (status === 404)
    return {
      ja: '窓口がLINEの設定なしで動いています。LINE_CHANNEL_SECRET と LINE_CHANNEL_ACCESS_TOKEN を付けて起動し直してください',
      en: 'The desk answers, but not for LINE: start it with both LINE settings',
    };
  return {
    ja: '窓口が動いているか、外からhttpsで届くか、証明書（中間証明書も）が正しいかを確かめてください',
    en: 'Is the desk running and reachable from outside by https, with a complete certificate chain?',
  };
}
