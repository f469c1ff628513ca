import type { TurnContext } from 'botbuilder';
import { createBotAdapter } from '../../../src/channels/bot-adapter/bot-adapter';
import { createDirectLine, type DirectLineOptions } from '../../../src/channels/web/direct-line';
import { faqRoutes } from '../../../src/channels/web/faq-page';
import { createHttpServer, type HttpServerOptions } from '../../../src/http/http-server';
import type { Db } from '../../../src/storage/db';
import { CONVERSATION_CHANNEL, ConversationStore } from '../../../src/transcript/conversation-store';
import { SealedOriginals } from '../../../src/transcript/sealed-originals';
import { TurnRunner } from '../../../src/transcript/turn-runner';
import { turnScope } from '../../../src/transcript/turn-scope';
import { silent } from '../../helpers/test-database';

export const SECRET = 'a-secret-of-the-tests-that-is-long-enough';
export const BOT = { id: 'madoguchi', name: '狛江市 ワクチン相談窓口' };
const CONTACT = 'お急ぎの方は、コールセンター（見本）へお電話ください。';
const OPENING = Date.parse('2021-06-04T10:00:00+09:00');

/** What the bot of these tests does: greets, and repeats. `選択` offers choices, `二つ` answers twice, `だまって` says nothing. */
async function repeat(context: TurnContext): Promise<void> {
  const { type, text = '' } = context.activity;
  if (type === 'conversationUpdate') await context.sendActivity('ご質問をどうぞ。');
  if (type !== 'message' || text === 'だまって') return;
  const actions =
    text === '選択' ? [{ type: 'imBack', title: '集団接種会場', value: '集団接種会場はどこですか' }] : [];
  await context.sendActivity({
    type: 'message',
    text: `復唱：${text}`,
    ...(actions.length > 0 && { suggestedActions: { to: [], actions } }),
  });
  if (text === '二つ') await context.sendActivity('もう一つ');
}

/** Twelve digits are hidden, and can be read again. */
const masking = {
  maskText: (text: string) => text.replace(/\d{12}/g, '［番号］'),
  originalOf: (text: string) => ({ text, kinds: ['phone'] }),
};

export interface WebDeskOptions {
  readonly http?: Partial<HttpServerOptions>;
  readonly directLine?: Partial<DirectLineOptions>;
  readonly withoutListen?: boolean;
}

/** One node: the real store, runner, adapter and HTTP server, with a bot that repeats. */
export async function startWebDesk(db: Db, options: WebDeskOptions = {}) {
  const originals = new SealedOriginals({ db, city: 'komae', secret: SECRET });
  const store = new ConversationStore(db, 'komae', () => OPENING, originals);
  const adapter = createBotAdapter({ bot: BOT, deliver: (out) => turnScope.current().outbox.push(out) });
  const turns = new TurnRunner({
    store,
    logger: silent,
    run: (turn) => adapter.processTurn(turn, repeat),
    giveUp: () => Promise.resolve(),
  });
  const directLine = createDirectLine({
    conversations: store,
    ...masking,
    wake: (id) => turns.wake(id),
    bot: BOT,
    secret: SECRET,
    logger: silent,
    ...options.directLine,
  });
  const server = createHttpServer({
    allowedOrigins: ['https://www.city.example'],
    trustProxy: false,
    contact: CONTACT,
    probes: { live: () => ({ ok: true }), ready: () => ({ ok: true }) },
    logger: silent,
    rateLimit: { writes: 5000, reads: 5000, seconds: 60 },
    ...options.http,
  });
  const { tokens, inbox } = directLine;
  const faq = {
    conversations: store,
    inbox,
    tokens,
    ...masking,
    here: (id: string) => directLine.here(id),
    city: '狛江市',
    demonstration: true,
    contact: CONTACT,
    patienceMs: 1000,
  };
  server.route(...directLine.routes, ...faqRoutes(faq), ...adapter.routes(repeat));
  server.upgrade(...directLine.upgrades);
  await turns.start();
  const unlisten = options.withoutListen
    ? undefined
    : await db.listen(CONVERSATION_CHANNEL, (id) => directLine.notify(id));
  const { port } = await server.listen(0, '127.0.0.1');
  const stop = async (): Promise<void> => {
    directLine.close();
    await server.close(0);
    await turns.stop();
    await unlisten?.();
  };
  return { origin: `http://127.0.0.1:${port}`, store, originals, directLine, stop };
}
