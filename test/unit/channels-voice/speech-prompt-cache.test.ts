import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pace, SpokenText } from '../../../src/channels/voice/ports';
import { AppError } from '../../../src/errors';
import { DiskPromptCache } from '../../../src/channels/voice/speech/disk-prompt-cache';
import type { ReadingSynthesiser } from '../../../src/channels/voice/speech/reading-synthesiser';
import { Recent } from '../../../src/channels/voice/speech/recent';
import { waitUntil } from '../../helpers/wait-until';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.parse('2021-06-04T10:00+09:00');

/** Makes a sound of the text itself, and counts how often it must. */
class Counting implements ReadingSynthesiser {
  readonly available = true;
  made: string[] = [];

  constructor(readonly id = 'counting-1') {}

  async synthesise(
    { text }: SpokenText,
    pace: Pace,
    onMisread?: (words: readonly string[]) => void,
  ): Promise<Buffer> {
    await Promise.resolve();
    this.made.push(`${pace} ${text}`);
    if (text.includes('無音')) throw new AppError('speech.unavailable', 'no sound of this one');
    if (text.includes('読めない')) onMisread?.(['読めない']);
    return Buffer.from(`${this.id} ${pace} ${text}`);
  }
}

const spoken = (text: string, readings: SpokenText['readings'] = []): SpokenText => ({ text, readings });

describe('the cache of prompts', () => {
  let folder: string;

  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'prompts-')), 'prompts');
  });

  afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

  it('makes the same words once, also after a restart', async () => {
    const voice = new Counting();
    const cache = new DiskPromptCache(folder, voice);
    expect(cache.peek(spoken('はい。'), 'normal')).toBeUndefined();
    const [first, second] = await Promise.all([
      cache.get(spoken('はい。'), 'normal'),
      cache.get(spoken('はい。'), 'normal'),
    ]);
    expect(second).toEqual(first);
    expect(new DiskPromptCache(folder, voice).peek(spoken('はい。'), 'normal')).toEqual(first);
    expect(voice.made).toEqual(['normal はい。']);
  });

  it('tells apart pace, voice and the readings that occur', async () => {
    const voice = new Counting();
    const cache = new DiskPromptCache(folder, voice);
    const with9 = spoken('9時です。', [{ word: '9時', kana: 'くじ' }]);
    await cache.get(with9, 'normal');
    expect(cache.peek(with9, 'slow')).toBeUndefined();
    expect(cache.peek(spoken('9時です。'), 'normal')).toBeUndefined();
    expect(new DiskPromptCache(folder, new Counting('counting-2')).peek(with9, 'normal')).toBeUndefined();
    const more = spoken('9時です。', [...with9.readings, { word: '10時', kana: 'じゅうじ' }]);
    expect(cache.peek(more, 'normal')).toBeDefined();
  });

  it('makes anew what a power failure left empty, and leaves no drafts', async () => {
    const voice = new Counting();
    const made = await new DiskPromptCache(folder, voice).get(spoken('はい。'), 'normal');
    const [file = ''] = readdirSync(folder);
    truncateSync(path.join(folder, file));
    expect(await new DiskPromptCache(folder, voice).get(spoken('はい。'), 'normal')).toEqual(made);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(voice.made).toHaveLength(2);
  });

  it('still speaks when the disk takes nothing', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    const cache = new DiskPromptCache(folder, new Counting());
    expect((await cache.get(spoken('はい。'), 'normal')).toString()).toContain('はい。');
    expect(cache.peek(spoken('はい。'), 'normal')).toBeDefined();
  });

  it('forgets a failure, so that the next caller may have more luck', async () => {
    const voice = new Counting();
    const cache = new DiskPromptCache(folder, voice);
    await expect(cache.get(spoken('無音'), 'normal')).rejects.toMatchObject({ code: 'speech.unavailable' });
    await expect(cache.get(spoken('無音'), 'normal')).rejects.toMatchObject({ code: 'speech.unavailable' });
    expect(voice.made).toHaveLength(2);
  });

  it('warms everything once, one after the other, and counts what cannot be made', async () => {
    const voice = new Counting();
    const prompts = ['はい。', '無音', 'いいえ。'].map((text) => ({
      spoken: spoken(text),
      pace: 'normal' as const,
    }));
    const progress: string[] = [];
    const cache = new DiskPromptCache(folder, voice);
    const first = await cache.warm(prompts, (done, of) => progress.push(`${done}/${of}`));
    expect(first).toMatchObject({ ready: 2, failed: 1 });
    expect(progress).toEqual(['1/3', '2/3', '3/3']);
    await new DiskPromptCache(folder, voice).warm(prompts);
    expect(voice.made.filter((made) => made.includes('無音'))).toHaveLength(2);
    expect(voice.made).toHaveLength(4);
  });

  it('stops warming when the desk closes', async () => {
    const voice = new Counting();
    const prompts = ['一', '二', '三'].map((text) => ({ spoken: spoken(text), pace: 'normal' as const }));
    await new DiskPromptCache(folder, voice).warm(
      prompts,
      () => undefined,
      () => voice.made.length === 2,
    );
    expect(voice.made).toHaveLength(2);
  });
});

describe('prompts on the disk', () => {
  let folder: string;
  let now = NOW;
  const of = (text: string) => ({ spoken: spoken(text), pace: 'normal' as const });
  const open = () => new DiskPromptCache(folder, new Counting(), { clock: () => now });
  /** On a day, everything of a release is made, by a desk that starts. */
  const warmOn = (day: number, ...texts: string[]) => {
    now = NOW + day * DAY_MS;
    return open().warm(texts.map(of));
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'prompts-'));
    now = NOW;
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('go when they were not used for 30 days and all that is known is there', async () => {
    await warmOn(0, '古い。', '今の。');
    expect(await warmOn(29, '今の。')).toMatchObject({ ready: 1, deleted: 0 });
    expect(await warmOn(31, '今の。')).toMatchObject({ ready: 1, deleted: 1 });
    expect(open().peek(spoken('古い。'), 'normal')).toBeUndefined();
    expect(open().peek(spoken('今の。'), 'normal')).toBeDefined();
  });

  it('stay when a call has used them', async () => {
    await warmOn(0, '古い。');
    now += 20 * DAY_MS;
    expect(open().peek(spoken('古い。'), 'normal')).toBeDefined();
    await waitUntil('the use is noted', () =>
      readdirSync(folder).every((name) => statSync(path.join(folder, name)).mtimeMs > NOW + DAY_MS),
    );
    expect(await warmOn(31, '今の。')).toMatchObject({ deleted: 0 });
  });

  it('stay when something could not be made, or the desk closes before all is there', async () => {
    await warmOn(0, '古い。');
    expect(await warmOn(90, '今の。', '無音')).toMatchObject({ failed: 1, deleted: 0 });
    const closing = await open().warm([of('今の。'), of('次の。')], undefined, () => true);
    expect(closing).toMatchObject({ deleted: 0 });
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('are all that is deleted: drafts of a power failure go, what somebody else put there stays', async () => {
    const ours = 'a'.repeat(40);
    const draft = `${ours}.ulaw.6d4f5ad4-0b0c-4a8b-9f6e-111111111111`;
    const others = ['readme.txt', `${ours}.wav`, `${ours}.ulaw.bak`, `x${ours}.ulaw`];
    for (const name of [draft, ...others]) {
      writeFileSync(path.join(folder, name), 'x');
      utimesSync(path.join(folder, name), NOW / 1000, NOW / 1000);
    }
    mkdirSync(path.join(folder, `${'b'.repeat(40)}.ulaw`));
    expect(await warmOn(90, '今の。')).toMatchObject({ deleted: 1 });
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(others));
    expect(readdirSync(folder)).not.toContain(draft);
  });
});

describe('making prompts beforehand', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'prompts-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('tells which sentences are not read as their kana say', async () => {
    const prompts = ['はい。', '読めない名前です。'].map((text) => ({
      ...{ spoken: spoken(text), pace: 'normal' as const },
    }));
    const { misread } = await new DiskPromptCache(folder, new Counting()).warm(prompts);
    expect(misread).toEqual([{ text: '読めない名前です。', words: ['読めない'] }]);
  });

  it('is all that goes to the disk of a telephone, also when a call needed it first: what else calls say may hold numbers', async () => {
    const known = { spoken: spoken('はい。'), pace: 'normal' as const };
    const voice = new Counting();
    const cache = new DiskPromptCache(folder, voice, { keeps: 'known' });
    await cache.get(spoken('ゼロキュウゼロですね。'), 'normal');
    await cache.get(known.spoken, known.pace);
    expect(readdirSync(folder)).toEqual([]);
    await cache.warm([known]);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(voice.made).toHaveLength(2);
    expect(new DiskPromptCache(folder, voice).peek(known.spoken, known.pace)).toBeDefined();
  });

  it('does not end the process when a sentence fails while another is awaited', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const cache = new DiskPromptCache(folder, new Counting());
    const failing = cache.get(spoken('無音'), 'normal');
    await sleep(20);
    await expect(failing).rejects.toMatchObject({ code: 'speech.unavailable' });
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('what was used last', () => {
  it('keeps a number of bytes, and forgets what was not used for longest', () => {
    const recent = new Recent(10);
    recent.set('a', Buffer.alloc(4));
    recent.set('b', Buffer.alloc(4));
    recent.get('a');
    recent.set('c', Buffer.alloc(4));
    expect(['a', 'b', 'c'].filter((key) => recent.get(key))).toEqual(['a', 'c']);
    recent.set('a', Buffer.alloc(6));
    expect(['a', 'c'].filter((key) => recent.get(key))).toEqual(['a', 'c']);
  });

  it('keeps the newest even when it is too big by itself', () => {
    const recent = new Recent(10);
    recent.set('big', Buffer.alloc(20));
    expect(recent.get('big')).toHaveLength(20);
  });
});
