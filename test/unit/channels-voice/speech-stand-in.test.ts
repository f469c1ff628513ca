import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pace, SpokenText, Synthesiser } from '../../../src/channels/voice/ports';
import { AppError } from '../../../src/errors';
import { DiskPromptCache } from '../../../src/channels/voice/speech/disk-prompt-cache';
import { openSpeech } from '../../../src/channels/voice/speech/open-speech';
import { StandInPrompts } from '../../../src/channels/voice/speech/stand-in-prompts';
import { startSpeechServer } from '../../fakes/speech/start-speech-server';
import { withOpenJTalk } from '../../helpers/open-jtalk';
import { KEY } from '../../helpers/speech-call';
import { waitUntil } from '../../helpers/wait-until';

const spoken = (text: string): SpokenText => ({ text, readings: [] });

/** Names itself in its sounds. */
class Voice implements Synthesiser {
  readonly available = true;
  state: 'well' | 'refuses' | 'hangs' = 'well';
  asked = 0;

  constructor(readonly id: string) {}

  synthesise({ text }: SpokenText, pace: Pace): Promise<Buffer> {
    this.asked += 1;
    if (this.state === 'hangs') return new Promise<Buffer>(() => undefined);
    if (this.state === 'refuses')
      return Promise.reject(new AppError('speech.unavailable', `${this.id} is away`));
    return Promise.resolve(Buffer.from(`${this.id} ${pace} ${text}`));
  }
}

describe('a voice that stands in', () => {
  let folder: string;
  let now: number;
  let changes: string[];
  let azure: Voice;
  let local: Voice;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'prompts-'));
    now = 0;
    changes = [];
    azure = new Voice('azure');
    local = new Voice('local');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const open = () =>
    new StandInPrompts({
      wanted: new DiskPromptCache(folder, azure),
      standIn: new DiskPromptCache(folder, local),
      now: () => now,
      onChange: (speaks) => changes.push(speaks),
      patienceMs: 100,
      askAgainMs: 1_000,
    });
  const said = async (prompts: StandInPrompts, text: string) =>
    (await prompts.get(spoken(text), 'normal')).toString();

  it('is silent while the wanted voice speaks', async () => {
    const prompts = open();
    expect(await said(prompts, 'はい。')).toBe('azure normal はい。');
    expect(prompts.peek(spoken('はい。'), 'normal')?.toString()).toBe('azure normal はい。');
    expect([local.asked, changes]).toEqual([0, []]);
  });

  it.each(['refuses', 'hangs'] as const)(
    'speaks when the wanted voice %s, says so once, and lets nobody wait again',
    async (state) => {
      azure.state = state;
      const prompts = open();
      const [one, two] = await Promise.all([said(prompts, '一。'), said(prompts, '二。')]);
      expect([one, two, await said(prompts, '三。')]).toEqual([
        'local normal 一。',
        'local normal 二。',
        'local normal 三。',
      ]);
      expect(prompts.peek(spoken('一。'), 'normal')?.toString()).toBe('local normal 一。');
      expect([azure.asked, changes]).toEqual([2, ['stand-in']]);
    },
  );

  it('goes when the wanted voice can speak again, which is asked behind the callers', async () => {
    azure.state = 'refuses';
    const prompts = open();
    await said(prompts, '一。');
    now = 999;
    await said(prompts, '二。');
    expect(azure.asked).toBe(1);
    azure.state = 'well';
    now = 1_000;
    expect(prompts.peek(spoken('二。'), 'normal')?.toString()).toBe('local normal 二。');
    await waitUntil('the wanted voice is back', () => changes.length === 2);
    expect(changes).toEqual(['stand-in', 'wanted']);
    expect(await said(prompts, '二。')).toBe('azure normal 二。');
    expect(await said(prompts, '一。')).toBe('azure normal 一。');
  });

  it('is never played as the wanted voice, also after a restart', async () => {
    azure.state = 'refuses';
    await said(open(), 'はい。');
    azure.state = 'well';
    const again = open();
    expect(again.peek(spoken('はい。'), 'normal')).toBeUndefined();
    expect(await said(again, 'はい。')).toBe('azure normal はい。');
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('plays what the wanted voice has said before, though it is away', async () => {
    await said(open(), 'はい。');
    azure.state = 'refuses';
    const prompts = open();
    await said(prompts, 'いいえ。');
    expect(await said(prompts, 'はい。')).toBe('azure normal はい。');
    expect(prompts.peek(spoken('はい。'), 'normal')?.toString()).toBe('azure normal はい。');
  });

  it('fails plainly when it cannot speak either, without ending the process', async () => {
    azure.state = 'refuses';
    local.state = 'refuses';
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const failing = open().get(spoken('はい。'), 'normal');
    await sleep(20);
    await expect(failing).rejects.toMatchObject({ code: 'speech.unavailable' });
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

withOpenJTalk()('a telephone whose speech service loses its voice', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'speech-'));
  });

  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('speaks with Open JTalk, and with the service when it is back', async () => {
    const server = await startSpeechServer({ key: KEY });
    const changes: string[] = [];
    let now = 0;
    const { prompts } = await openSpeech({
      azure: { key: KEY, region: undefined, host: server.host, voice: 'ja-JP-KeitaNeural' },
      ...{ dataDir, phrases: [], now: () => now, clock: () => 0 },
      onVoice: (speaks) => changes.push(speaks),
    });
    await server.goAway();
    expect((await prompts.get(spoken('会場です。'), 'normal')).length).toBeGreaterThan(4_000);
    expect(changes).toEqual(['open-jtalk']);
    await server.comeBack();
    now = 60_000;
    expect(prompts.peek(spoken('会場です。'), 'normal')).toBeDefined();
    await waitUntil('the service speaks', () => changes.length === 2, 20_000);
    expect(changes[1]).toBe('service');
    expect(server.record.ssml.at(-1)).toContain('会場です。');
    // What calls say may hold the caller's number: it stays in memory.
    expect(readdirSync(dataDir)).toEqual([]);
    const known = { spoken: spoken('会場です。'), pace: 'normal' as const };
    expect(await prompts.warm([known])).toMatchObject({ ready: 1 });
    expect(readdirSync(path.join(dataDir, 'prompts'))).toHaveLength(1);
    await server.close();
  });
});
