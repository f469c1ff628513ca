import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeLine } from '../../fakes/line/fake-line';

const ROOT = join(__dirname, '../../..');

let line: FakeLine;
let server: Server;
let publicUrl: string;
const folders: string[] = [];

beforeAll(async () => {
  line = await new FakeLine().start();
  server = createServer((request, response) => {
    request.resume();
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await line.stop();
  server.closeAllConnections();
  server.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built command (`npm test` builds first), with the settings of an account that is in order. */
function run(args: string[], change: Record<string, string> = {}): Promise<Run> {
  const env = { PATH: process.env.PATH ?? '', ...line.settings, PUBLIC_URL: publicUrl, ...change };
  const child = spawn(process.execPath, [join(ROOT, 'scripts/line.mjs'), ...args], { cwd: ROOT, env });
  let out = '';
  let err = '';
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

test('explains itself, and refuses what it does not know', async () => {
  for (const args of [['--help'], ['setup', '--help'], ['sandbox', '--help']])
    expect(await run(args)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^使い方: npm run line/) as string,
    });
  expect(await run(['setpu'])).toMatchObject({ code: 1, err: expect.stringContaining('setpu') as string });
  expect(await run([])).toMatchObject({ code: 1 });
});

test('sets Komae’s account up, and finds nothing to do the second time', async () => {
  line.world.webhook = { active: true };
  const first = await run(['setup', '--set-webhook']);
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toContain('接種・会場・相談を送りました');
  expect(line.world.webhook.endpoint).toBe(`${publicUrl}/line/webhook`);
  const ids = [...line.world.menus.keys()];
  const second = await run(['setup']);
  expect(second).toMatchObject({ code: 0, out: expect.stringContaining('変わりありません') as string });
  expect([...line.world.menus.keys()]).toEqual(ids);
  expect(line.world.violations).toEqual([]);
});

test.each<[string, Record<string, string>, string]>([
  [
    'a channel id in place of the token',
    { LINE_CHANNEL_ACCESS_TOKEN: '1234567890' },
    'チャネルIDが書かれています',
  ],
  ['no secret', { LINE_CHANNEL_SECRET: '' }, '設定されていません'],
  ['a token of another channel', { LINE_CHANNEL_ACCESS_TOKEN: 'y'.repeat(150) }, '401'],
  ['no address', { PUBLIC_URL: '' }, 'PUBLIC_URL'],
])('%s fails with a hint in two languages, and without the secrets', async (_name, change, said) => {
  const { code, out } = await run(['setup'], change);
  expect(code).toBe(1);
  expect(out).toContain(said);
  expect(out).toMatch(/→ .*[ぁ-ん].*\n {5}[A-Za-z]/);
  for (const secret of [line.world.accessToken, line.world.channelSecret, '1234567890', 'yyyy'])
    expect(out).not.toContain(secret);
});

test('words that no picture shows are not published', async () => {
  const knowledge = mkdtempSync(join(tmpdir(), 'madoguchi-menu-'));
  folders.push(knowledge);
  cpSync(join(ROOT, 'knowledge/komae'), join(knowledge, 'komae'), { recursive: true });
  const file = join(knowledge, 'komae/line.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('label: 会場の一覧', 'label: 会場をみる'));
  const before = [...line.world.menus.keys()];
  const { code, out } = await run(['setup'], { KNOWLEDGE_DIR: knowledge });
  expect(code).toBe(1);
  expect(out).toContain('npm run line -- draw');
  expect([...line.world.menus.keys()]).toEqual(before);
});
