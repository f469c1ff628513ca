import { z } from 'zod';
import { text } from './field-rules';
import { checked, Refusal } from './refusal';
import type { Answer, Call, Route } from './route';
import { postWebhook } from './webhook-sender';
import type { LineWorld } from './world';

/** LINE takes https only; loopback stands in for a city's server here. */
const endpoint = text(500).refine(
  (value) => /^https:\/\//.test(value) || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(value),
  'Invalid webhook endpoint URL',
);

/** Where webhooks go, and LINE's own trial of it: one empty, signed call. */
export const webhookRoutes: readonly Route[] = [
  {
    host: 'api',
    method: 'GET',
    path: /^\/v2\/bot\/channel\/webhook\/endpoint$/,
    answer: (_call, { webhook }) => {
      if (webhook.endpoint === undefined) throw new Refusal(404, 'Webhook endpoint does not exist');
      return { body: webhook };
    },
  },
  {
    host: 'api',
    method: 'PUT',
    path: /^\/v2\/bot\/channel\/webhook\/endpoint$/,
    answer: ({ body }, world) => {
      world.webhook.endpoint = checked(z.strictObject({ endpoint }), body).endpoint;
      return { body: {} };
    },
  },
  { host: 'api', method: 'POST', path: /^\/v2\/bot\/channel\/webhook\/test$/, answer: tryEndpoint },
];

async function tryEndpoint({ body }: Call, world: LineWorld): Promise<Answer> {
  const url =
    checked(z.strictObject({ endpoint: endpoint.optional() }), body ?? {}).endpoint ?? world.webhook.endpoint;
  if (url === undefined) throw new Refusal(404, 'Webhook endpoint does not exist');
  const told = { timestamp: new Date(world.now()).toISOString() };
  try {
    const { status } = await postWebhook({ world, url, events: [] });
    const success = status === 200;
    const reason = success ? 'OK' : 'ERROR_STATUS_CODE';
    return { body: { ...told, success, statusCode: status, reason, detail: String(status) } };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { body: { ...told, success: false, statusCode: 0, reason: 'COULD_NOT_CONNECT', detail } };
  }
}
