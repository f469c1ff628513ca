import { LineBotClient } from '@line/bot-sdk';
import { checkAccount, failureOf } from './check-account';
import { checkWebhook } from './check-webhook';
import type { Finding } from './finding';
import { publishMenu, type MenuToPublish } from './publish-menu';

export interface LineSetup {
  readonly channelAccessToken: string;
  readonly apiBaseUrl: string | undefined;
  readonly dataApiBaseUrl: string | undefined;
  /** The desk's own webhook address; undefined when the desk does not know where citizens reach it. */
  readonly webhook: string | undefined;
  /** Registers the address instead of only comparing. */
  readonly setWebhook: boolean;
  /** Undefined when there is none to publish. */
  readonly menu: MenuToPublish | undefined;
}

/** Looks at everything that the account needs and publishes the menu. Each fault is a finding; the rest is looked at all the same. */
export async function setUpLine(setup: LineSetup): Promise<Finding[]> {
  const { channelAccessToken, apiBaseUrl, dataApiBaseUrl } = setup;
  const client = LineBotClient.fromChannelAccessToken({
    channelAccessToken,
    ...(apiBaseUrl !== undefined && { apiBaseURL: apiBaseUrl }),
    ...(dataApiBaseUrl !== undefined && { dataApiBaseURL: dataApiBaseUrl }),
  });
  const account = await checkAccount(client);
  if (account.some(({ state }) => state === 'bad')) return account; // nothing else can be asked
  const webhook =
    setup.webhook === undefined ? [] : await checkWebhook(client, setup.webhook, setup.setWebhook);
  return [...account, ...webhook, ...(setup.menu === undefined ? [] : [await published(client, setup.menu)])];
}

async function published(client: LineBotClient, menu: MenuToPublish): Promise<Finding> {
  const what = 'メニュー';
  try {
    const { made, removed } = await publishMenu(client, menu);
    const names = menu.tabs.map(({ label }) => label).join('・');
    const said =
      made + removed === 0
        ? `${names}（前のままで、変わりありません）`
        : `${names}を送りました（新しい絵 ${made}枚、消した絵 ${removed}枚）`;
    return { state: 'good', what, said };
  } catch (error) {
    return failureOf(error, what);
  }
}
