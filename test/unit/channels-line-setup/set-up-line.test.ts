import { deflateSync } from 'node:zlib';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { menuRequest } from '../../../src/channels/line/setup/menu-request';
import { MENU_SIZE } from '../../../src/channels/line/setup/menu-layout';
import { setUpLine } from '../../../src/channels/line/setup/set-up-line';
import type { Finding } from '../../../src/channels/line/setup/finding';
import { FAULTS } from '../../fakes/line/faults';
import { FakeLine } from '../../fakes/line/fake-line';

const TABS = [
  { id: 'vaccination', label: '接種', buttons: [{ label: '予約', message: '予約したい' }] },
  {
    id: 'help',
    label: '相談',
    buttons: [
      { label: '質問', page: '/faq' },
      { label: '電話', uri: 'tel:0000000000' },
    ],
  },
];

let line: FakeLine;
let server: Server;
let webhook: string;
let answer = 200;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    response.statusCode = answer;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/line/webhook`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  answer = 200;
  line = await new FakeLine().start();
  line.connect(webhook);
});
afterEach(() => line.stop());

/** A plain picture of the menu's size. */
function picture(shade = 255): Uint8Array<ArrayBuffer> {
  const { width, height } = MENU_SIZE;
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]); // nobody checks the sum here
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const pixels = deflateSync(Buffer.alloc(100, shade));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return new Uint8Array(Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels)]));
}

function run(
  change: Partial<Parameters<typeof setUpLine>[0]> = {},
  tabs = TABS,
  shade = 255,
): Promise<Finding[]> {
  return setUpLine({
    channelAccessToken: line.world.accessToken,
    apiBaseUrl: line.apiBaseURL,
    dataApiBaseUrl: line.dataApiBaseURL,
    webhook,
    setWebhook: false,
    menu: {
      barText: 'メニュー',
      tabs,
      site: 'https://faq.example.jp',
      pictures: new Map(tabs.map(({ id }) => [id, picture(shade)])),
    },
    ...change,
  });
}

const bad = (findings: readonly Finding[]): string[] =>
  findings.filter(({ state }) => state === 'bad').map(({ what, said }) => `${what}: ${said}`);
const menus = () => ({
  names: [...line.world.menus.values()].map(({ name }) => name.split(':')[1]),
  aliases: [...line.world.aliases.keys()],
  first: line.world.menus.get(line.world.defaultMenu ?? '')?.name.split(':')[1],
});

test('a fresh account gets its menu, and a second run changes nothing', async () => {
  expect(bad(await run())).toEqual([]);
  const after = menus();
  expect(after).toEqual({
    names: ['vaccination', 'help'],
    aliases: ['madoguchi-vaccination', 'madoguchi-help'],
    first: 'vaccination',
  });
  const ids = [...line.world.menus.keys()];
  const again = await run();
  expect(again.at(-1)?.said).toContain('変わりありません');
  expect([...line.world.menus.keys()]).toEqual(ids);
  expect(line.world.violations).toEqual([]);
});

test('changed words or pictures replace the menu, a dropped tab goes, and other people’s menus stay', async () => {
  await run();
  line.world.menus.set('theirs', {
    ...menuRequest({ barText: 'x', tabs: [] }, TABS[0]!, { name: 'theirs', site: 'https://a.example' }),
    richMenuId: 'theirs',
  } as never);
  const before = new Set(line.world.menus.keys());
  await run({}, TABS, 1);
  expect([...line.world.menus.keys()].filter((id) => before.has(id))).toEqual(['theirs']);
  await run({}, TABS.slice(0, 1), 1);
  expect(menus()).toMatchObject({ aliases: ['madoguchi-vaccination'], first: 'vaccination' });
  expect(line.world.menus.size).toBe(2);
  expect(line.world.violations).toEqual([]);
});

test.each([
  ['/richmenu', FAULTS.broken],
  ['/content', FAULTS.dropBefore],
  ['/content', FAULTS.dropAfter],
  ['/richmenu/alias', FAULTS.tooMany],
  ['/user/all/richmenu', FAULTS.broken],
])('a run cut off at %s is told and finished by the next', async (path, fault) => {
  line.faults.next(path, fault);
  await run();
  expect(bad(await run())).toEqual([]);
  expect(menus()).toEqual({
    names: expect.arrayContaining(['vaccination', 'help']) as unknown,
    aliases: ['madoguchi-vaccination', 'madoguchi-help'],
    first: 'vaccination',
  });
  expect(line.world.menus.size).toBe(2);
});

test('a token that LINE refuses is told at once, and nothing else is tried', async () => {
  const findings = await run({ channelAccessToken: 'x'.repeat(150) });
  expect(bad(findings)).toEqual(['アクセストークン: LINEに断られました（401）']);
  expect(findings).toHaveLength(1);
});

test('without a way to LINE the network is named', async () => {
  expect(bad(await run({ apiBaseUrl: 'http://127.0.0.1:1' }))).toEqual([
    'アクセストークン: LINEにつながりません（cannot reach LINE）',
  ]);
});

test('another webhook is reported, and registered only when asked', async () => {
  line.connect('https://vendor.example/hook');
  expect(bad(await run())).toEqual([
    'Webhookのアドレス: 別のアドレスです（registered: https://vendor.example/hook）',
  ]);
  expect(line.world.webhook.endpoint).toBe('https://vendor.example/hook');
  expect(bad(await run({ setWebhook: true }))).toEqual([]);
  expect(line.world.webhook.endpoint).toBe(webhook);
});

test('an account without a webhook gets one, and its switch in the console is pointed at', async () => {
  line.world.webhook = { active: false };
  expect(bad(await run())).toEqual(['Webhookのアドレス: 登録されていません（not registered）']);
  expect(bad(await run({ setWebhook: true }))).toEqual(['Webhookの利用: オフになっています（off）']);
});

test.each([
  [401, /LINE_CHANNEL_SECRET/],
  [404, /起動し直してください/],
  [502, /証明書/],
])('a desk that answers the trial with %i is told what to look at', async (status, hint) => {
  answer = status;
  const findings = await run();
  expect(bad(findings)).toEqual([`Webhookの試し: 届きませんでした（ERROR_STATUS_CODE ${status}）`]);
  expect(findings.find(({ state }) => state === 'bad')?.hint?.ja).toMatch(hint);
});

test('chat in the manager is noted without failing', async () => {
  line.world.chatMode = 'chat';
  const findings = await run();
  expect(bad(findings)).toEqual([]);
  expect(findings.map(({ state, what }) => `${state} ${what}`)).toContain('note チャット');
});
