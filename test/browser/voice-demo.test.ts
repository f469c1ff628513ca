import { join } from 'node:path';
import { pino } from 'pino';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { decodeMulaw } from '../../src/channels/voice/audio/mulaw';
import type { IncomingCall, Key, SpokenText, TransferOutcome } from '../../src/channels/voice/ports';
import { createHttpServer, type HttpServer } from '../../src/http/http-server';
import { staticRoute } from '../../src/http/static-route';
import { openVoiceDemo } from '../../src/open-voice-demo';
import { keySound } from '../helpers/key-sound';
import { toMulaw } from '../helpers/sounds';
import { waitUntil } from '../helpers/wait-until';
import { axeViolations } from './axe';
import { launchChromium } from './chromium';

const PUBLIC = join(__dirname, '..', '..', 'dist', 'public');
const GREETING: SpokenText = { text: 'お電話ありがとうございます。', readings: [] };
const CLOSED: SpokenText = { text: '本日の受付は終わりました。', readings: [] };
/** One second of two tones. */
const SOUND = toMulaw(keySound('5', { ms: 1_000, level: -6 }));
const SHOTS = process.env['SCREENSHOTS'];

/** The desk's side of the newest call. */
class Heard {
  readonly keys: Key[] = [];
  readonly marks: [string, boolean][] = [];
  frames = 0;
  loudest = 0;
  closed = false;

  constructor(readonly call: IncomingCall) {
    const { media } = call;
    media.onKey((key) => this.keys.push(key));
    media.onMark((id, played) => this.marks.push([id, played]));
    media.onClose(() => (this.closed = true));
    media.onAudio((frame) => {
      this.frames++;
      this.loudest = Math.max(this.loudest, loudnessOf(decodeMulaw(frame)));
    });
  }
}

let server: HttpServer;
let browser: Browser;
let origin: string;
const calls: Heard[] = [];

beforeAll(async () => {
  server = createHttpServer({
    ...{
      allowedOrigins: [],
      trustProxy: false,
      contact: '市へお電話ください。',
      logger: pino({ level: 'silent' }),
    },
    probes: { live: () => ({ ok: true }), ready: () => Promise.resolve({ ok: true }) },
  });
  const prompts = {
    peek: ({ text }: SpokenText) => (text === GREETING.text ? SOUND : undefined),
    get: () => Promise.reject(new Error('no voice')),
  };
  const known = () =>
    (['normal', 'slow'] as const).flatMap((pace) => [GREETING, CLOSED].map((spoken) => ({ spoken, pace })));
  const demo = openVoiceDemo({
    ...{ city: '見本市', hearing: false, publicDir: PUBLIC, prompts, known },
    take: (call) => void calls.push(new Heard(call)),
  });
  const css = staticRoute({
    path: '/page.css',
    file: join(PUBLIC, 'page.css'),
    type: 'text/css; charset=utf-8',
  });
  server.route(...demo.routes, css);
  server.upgrade(...demo.upgrades);
  origin = `http://127.0.0.1:${(await server.listen(0, '127.0.0.1')).port}`;
  browser = await launchChromium(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
});
afterAll(async () => {
  await browser?.close();
  await server?.close(0);
});

function loudnessOf(samples: Int16Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

interface Visit {
  readonly page: Page;
  readonly faults: string[];
  /** Loudest sample of what the page was sent. */
  readonly loudest: () => number;
}

async function visit(options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ locale: 'ja-JP', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  let loudest = 0;
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload === 'string') return;
      const samples = new Int16Array(
        payload.buffer.slice(payload.byteOffset, payload.byteOffset + payload.length),
      );
      loudest = Math.max(loudest, loudnessOf(samples));
    }),
  );
  await page.goto(`${origin}/voice/demo`);
  return { page, faults, loudest: () => loudest };
}

async function dial({ page }: Visit): Promise<Heard> {
  const before = calls.length;
  await page.getByRole('button', { name: '電話をかける' }).click();
  await page.getByText('通話中です。').waitFor();
  await waitUntil('the call is at the desk', () => calls.length > before);
  return calls[before] as Heard;
}

const lines = (page: Page) => page.locator('#transcript p').allInnerTexts();

test.each<[string, BrowserContextOptions]>([
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['320px', { viewport: { width: 320, height: 640 } }],
])(
  'axe finds nothing before, in and after a call, and nothing is wider than the page (%s)',
  async (look, options) => {
    const visitor = await visit(options);
    const { page } = visitor;
    const check = async (view: string): Promise<void> => {
      if (SHOTS !== undefined)
        await page.screenshot({ path: join(SHOTS, `voice-demo-${look}-${view}.png`), fullPage: true });
      expect({ view, violations: await axeViolations(page) }).toEqual({ view, violations: [] });
      const wide = await page.evaluate<boolean>(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      expect({ view, wide }).toEqual({ view, wide: false });
    };
    await check('before');
    const heard = await dial(visitor);
    heard.call.captions?.({ by: 'desk', text: GREETING.text });
    const talk = heard.call.control.transfer({ to: '600', ringSeconds: 25, onAnswered: () => undefined });
    await page.getByText('担当者の電話が鳴っています').first().waitFor();
    await check('ringing');
    await heard.call.control.cancelTransfer();
    await talk;
    await heard.call.control.hangUp();
    await page.getByText('電話は切れました。').waitFor();
    await check('after');
    expect(visitor.faults).toEqual([]);
    await page.context().close();
  },
);

test('a visitor calls, presses keys and hangs up with the keyboard alone, and reads what is said', async () => {
  const visitor = await visit();
  const { page } = visitor;
  await page.getByRole('button', { name: '電話をかける' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('通話中です。').waitFor();
  await waitUntil('the call is at the desk', () => calls.at(-1)?.closed === false);
  const heard = calls.at(-1) as Heard;
  heard.call.captions?.({ by: 'desk', text: GREETING.text });
  await page.getByText(`窓口 ${GREETING.text}`).waitFor();
  for (const key of ['1', '0', '*', '#', '-']) await page.keyboard.press(key);
  await waitUntil('five keys', () => heard.keys.length === 5);
  expect(heard.keys).toEqual(['1', '0', '*', '#', '*']);
  await page.getByRole('button', { name: '7', exact: true }).click();
  await waitUntil('the sixth key', () => heard.keys.length === 6);
  heard.call.captions?.({ by: 'caller', text: '予約したい' });
  await page.getByText('あなた 予約したい').waitFor();
  expect(await lines(page)).toEqual([
    `窓口 ${GREETING.text}`,
    ...['1', '0', '*', '#', '*', '7'].map((key) => `番号 ${key}`),
    'あなた 予約したい',
  ]);
  await page.getByRole('button', { name: '電話を切る' }).focus();
  await page.keyboard.press('Enter');
  await waitUntil('the call is over', () => heard.closed);
  expect(visitor.faults).toEqual([]);
  await page.context().close();
});

test('digits typed into the filter are no keys of the telephone', async () => {
  const visitor = await visit();
  const heard = await dial(visitor);
  await visitor.page.getByLabel('言葉で絞り込む').fill('');
  await visitor.page.getByLabel('言葉で絞り込む').pressSequentially('12');
  await visitor.page.getByRole('button', { name: '9', exact: true }).click();
  await waitUntil('a key', () => heard.keys.length > 0);
  expect(heard.keys).toEqual(['9']);
  await visitor.page.context().close();
});

test('what the desk says arrives as sound, a mark follows it, and a flush takes back the rest', async () => {
  const visitor = await visit();
  const { media } = (await dial(visitor)).call;
  const heard = calls.at(-1) as Heard;
  media.write(SOUND);
  media.mark('said');
  await waitUntil('the mark', () => heard.marks.length === 1);
  expect(heard.marks).toEqual([['said', true]]);
  await waitUntil('sound at the page', () => visitor.loudest() > 8_000);
  media.pause();
  media.write(SOUND);
  media.mark('interrupted');
  media.flush();
  expect(heard.marks.at(-1)).toEqual(['interrupted', false]);
  expect(visitor.faults).toEqual([]);
  await visitor.page.context().close();
});

test('without a microphone the desk hears silence, frame after frame; with one it hears the visitor', async () => {
  const silent = await visit();
  const first = await dial(silent);
  await waitUntil('a second of frames', () => first.frames > 50);
  expect(first.loudest).toBe(0);
  await silent.page.context().close();
  const speaking = await visit({ permissions: ['microphone'] });
  await speaking.page.getByLabel('マイクを使って話す').check();
  const second = await dial(speaking);
  // Chromium's own stand-in for a microphone beeps once a second.
  await waitUntil('the microphone at the desk', () => second.loudest > 500);
  expect(speaking.faults).toEqual([]);
  await speaking.page.context().close();
});

test('the visitor plays the person: picks up and talks, is busy, or does not answer', async () => {
  const visitor = await visit();
  const { page } = visitor;
  const { control } = (await dial(visitor)).call;
  let answered = 0;
  const transfer = (ringSeconds = 25): Promise<TransferOutcome> =>
    control.transfer({ to: '600', ringSeconds, onAnswered: () => answered++ });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  const talked = transfer();
  await press('担当者として電話に出る');
  await page.getByText('担当者と通話中です。').first().waitFor();
  await press('担当者の電話を切る');
  expect([await talked, answered]).toEqual([{ kind: 'talked' }, 1]);

  const busy = transfer();
  await press('話し中にする');
  expect(await busy).toEqual({ kind: 'busy' });
  expect(await transfer(1)).toEqual({ kind: 'no-answer' });

  const gone = transfer();
  await page.getByText('担当者の電話が鳴っています').last().waitFor();
  await press('電話を切る');
  expect([await gone, answered]).toEqual([{ kind: 'caller-hung-up' }, 1]);
  await page.context().close();
});

test('every prompt can be found and heard; one that cannot be made says so', async () => {
  const visitor = await visit();
  const { page } = visitor;
  const sentences = page.locator('#prompts li:visible');
  expect(await sentences.allInnerTexts()).toHaveLength(2);
  await page.getByLabel('言葉で絞り込む').fill('お電話');
  await page.getByText('1文あります。').waitFor();
  await sentences.getByRole('button', { name: '聞く' }).click();
  await page.getByText('再生しています。').waitFor();
  expect(visitor.faults).toEqual([]);
  await page.getByLabel('言葉で絞り込む').fill('受付');
  await sentences.getByRole('button', { name: '聞く' }).click();
  await page.getByText('音声を作れませんでした。').waitFor();
  await page.context().close();
});

test('a fifth visitor at once is told that all lines are taken', async () => {
  await waitUntil('no call of before is left', () => calls.every(({ closed }) => closed));
  const visits = await Promise.all([visit(), visit(), visit(), visit(), visit()]);
  for (const visitor of visits.slice(0, 4)) await dial(visitor);
  const [last] = visits.slice(4).map(({ page }) => page) as [Page];
  await last.getByRole('button', { name: '電話をかける' }).click();
  await last.getByText('お試しの回線がすべて使われています').waitFor();
  await last.getByText('電話は切れました。').waitFor();
  expect(await lines(last)).toHaveLength(1);
  await Promise.all(visits.map(({ page }) => page.context().close()));
});
