import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileSms } from '../../../src/sms/file-sms';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-sms-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('writes each short message to a file that only the desk reads', async () => {
  const send = fileSms(path.join(folder, 'sms'), () => 'one');
  await send('09000000001', '岩戸児童センター'.repeat(100));
  const [name = ''] = await readdir(path.join(folder, 'sms'));
  const file = path.join(folder, 'sms', name);
  const { to, text } = JSON.parse(await readFile(file, 'utf8')) as { to: string; text: string };
  expect([to, text.length]).toEqual(['09000000001', 300]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});
