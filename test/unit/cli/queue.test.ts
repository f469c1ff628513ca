import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HandoffService } from '../../../src/handoff/handoff-service';
import { openDatabase } from '../../../src/storage/open-database';
import { isAlive, readPidFile } from '../../../src/storage/postmaster';
import { ConversationStore } from '../../../src/transcript/conversation-store';
import { compileDesk, type CompiledDesk } from '../../helpers/compiled-process';
import { silent } from '../../helpers/test-database';

const NOW = Date.parse('2021-06-04T10:00:00+09:00');
const HOURS = { blocks: [], holidays: 'closed', closures: [] } as const;

describe('npm run queue', () => {
  let compiled: CompiledDesk;
  let dataDir: string;

  beforeAll(() => {
    compiled = compileDesk(['src/cli/queue.ts', 'src/cli/one-line.ts']);
    dataDir = mkdtempSync(join(tmpdir(), 'queue-'));
  });
  afterAll(() => {
    compiled.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const run = (
    args: string[] = [],
    env: Record<string, string> = {},
  ): Promise<{ out: string; err: string; code: number | null }> =>
    new Promise((resolve) => {
      const child = compiled.run('src/cli/queue.ts', args, { DATA_DIR: dataDir, ...env });
      let out = '';
      let err = '';
      child.stdout?.on('data', (bytes: Buffer) => (out += bytes.toString()));
      child.stderr?.on('data', (bytes: Buffer) => (err += bytes.toString()));
      child.once('close', (code) => resolve({ out, err, code }));
    });
  const serverPid = (): number => readPidFile(join(dataDir, 'postgres', 'pgdata'))?.pid ?? 0;

  it('explains itself', async () => {
    const { out, code } = await run(['--help']);
    expect([code, out]).toEqual([0, expect.stringContaining('使い方')]);
  });

  it('starts the database for a moment, and says that nobody waits', async () => {
    expect(await run()).toEqual({ code: 0, err: '', out: 'いま、担当者を待っている相談はありません。\n' });
    expect(serverPid()).toBe(0);
  });

  it('lists who waits while the desk runs, and leaves its server alone', async () => {
    const { db, stop } = await openDatabase({ dataDir, logger: silent });
    const pid = serverPid();
    const conversations = new ConversationStore(db, 'komae', () => NOW);
    await conversations.open({ conversationId: 'c1', channel: 'web', userId: 'u' });
    const service = new HandoffService({
      ...{ db, city: 'komae', clock: () => NOW, hours: HOURS, conversations },
      wording: (key) => ({ text: key, speak: key }),
    });
    await service.enqueue(db, {
      conversationId: 'c1',
      channel: 'web',
      cause: 'policy-topic',
      topicId: 'complaint',
      candidates: [{ entryId: 'booking.cancel', confidence: 0.414 }],
      lastText: '苦情\u001b[2Jです',
    });
    const { out, code } = await run();
    expect(code).toBe(0);
    expect(out).toContain('1番目　待ち 1分未満　ウェブ　担当者が答える話題（complaint）');
    expect(out).toContain('最後の言葉: 苦情 [2Jです');
    expect(out).toContain('候補: booking.cancel 41%');
    const json = await run(['--json']);
    expect(JSON.parse(json.out)).toMatchObject({ conversationId: 'c1', position: 1, topicId: 'complaint' });
    expect((await run([], { CITY: 'inagi' })).out).toContain('ありません');
    expect(isAlive(pid)).toBe(true);
    await stop();
    expect(isAlive(pid)).toBe(false);
  });

  it.each([
    [{ DATABASE_URL: '' }, 'config.invalid: DATABASE_URL "" is empty'],
    [{ PORT: 'abc' }, 'config.invalid: PORT is "abc"'],
    [
      { DATABASE_URL: 'postgres://desk:secret@127.0.0.1:1/desk' },
      'storage.unavailable: The database postgres://desk:…@127.0.0.1:1/desk cannot be used',
    ],
  ])('fails in one clear line with %j', async (env, message) => {
    const { out, err, code } = await run([], env);
    expect([code, out, err.trim().split('\n').length]).toEqual([1, '', 1]);
    expect(err).toContain(message);
  });

  it('fails in one line on an unknown option', async () => {
    const { err, code } = await run(['--wrong']);
    expect([code, err.trim().split('\n').length]).toEqual([1, 1]);
  });
});
