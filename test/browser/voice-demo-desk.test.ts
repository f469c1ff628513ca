import { join } from 'node:path';
import { pino } from 'pino';
import { createHttpServer } from '../../src/http/http-server';
import { openVoiceDemo } from '../../src/open-voice-demo';
import { withOpenJTalk } from '../helpers/open-jtalk';
import { OPENING } from '../helpers/real-desk';
import { openTelephoneDesk } from '../telephone/harness/telephone-desk';
import { launchChromium } from './chromium';

/** Answers are spoken in real time, half a minute each, and made just before on a fresh machine. */
const PATIENCE_MS = 120_000;

/** The page on the real desk behind the telephone: bot, queue and dialogue, with Open JTalk's voice. */
async function openPage() {
  const desk = await openTelephoneDesk(['会場の駐車場はありますか']);
  const server = createHttpServer({
    ...{ allowedOrigins: [], trustProxy: false, contact: '市へお電話ください。' },
    probes: { live: () => ({ ok: true }), ready: () => Promise.resolve({ ok: true }) },
    logger: pino({ level: 'silent' }),
  });
  const demo = openVoiceDemo({
    ...{ city: '狛江市', hearing: true, prompts: desk.prompts, take: (call) => desk.take(call) },
    publicDir: join(__dirname, '..', '..', 'dist', 'public'),
    known: () => desk.spoken.known(OPENING).map((spoken) => ({ spoken, pace: 'normal' })),
  });
  server.route(...demo.routes);
  server.upgrade(...demo.upgrades);
  const { port } = await server.listen(0, '127.0.0.1');
  const browser = await launchChromium();
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`http://127.0.0.1:${port}/voice/demo`);
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close(0);
    await desk.close();
  };
  return { page, close };
}

let ends: () => Promise<void> = () => Promise.resolve();
afterAll(() => ends());

withOpenJTalk()('an officer at the page for trying', () => {
  test('is greeted, finds an answer with keys, is put through to a person and comes back', async () => {
    const { page, close } = await openPage();
    ends = close;
    const said = (text: string) => page.locator('#transcript .desk', { hasText: text }).last().waitFor();
    await page.getByRole('button', { name: '電話をかける' }).click();
    await said('狛江市、ワクチン窓口です。');
    await page.keyboard.press('1');
    await said('会場のことは、3');
    await page.keyboard.press('1');
    await said('予約の変更は、2');
    await page.keyboard.press('2');
    await said('もう一度お聞きになる方は、9。');
    await page.keyboard.press('0');
    await page.getByRole('button', { name: '担当者として電話に出る' }).click();
    await page.getByText('担当者と通話中です。').first().waitFor();
    await page.getByRole('button', { name: '担当者の電話を切る' }).click();
    await said('職員とのお話は、ここまでです。');
    expect(await page.locator('#prompts li').count()).toBeGreaterThan(300);
  }, 600_000);
});
