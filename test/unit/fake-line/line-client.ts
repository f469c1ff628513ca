import { HTTPFetchError, LineBotClient } from '@line/bot-sdk';
import type { FakeLine } from '../../fakes/line/fake-line';

/** The real SDK, pointed at the fake. */
export function lineClient(
  { apiBaseURL, dataApiBaseURL, world }: FakeLine,
  channelAccessToken = world.accessToken,
) {
  return LineBotClient.fromChannelAccessToken({ channelAccessToken, apiBaseURL, dataApiBaseURL });
}

interface Refused {
  readonly status: number;
  readonly message: string;
  /** `property: message` of each detail. */
  readonly details: readonly string[];
  readonly headers: Headers;
}

/** What LINE said when it refused; fails when it did not. */
export async function refusalOf(call: Promise<unknown>): Promise<Refused> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HTTPFetchError)) throw new Error(`not refused: ${String(error)}`);
  const { message, details = [] } = JSON.parse(error.body) as {
    message: string;
    details?: { message: string; property: string }[];
  };
  return {
    status: error.status,
    message,
    details: details.map((detail) => `${detail.property}: ${detail.message}`),
    headers: error.headers,
  };
}
