import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSpeech } from '../../../src/channels/voice/speech/open-speech';
import { findOpenJTalk } from '../../../src/channels/voice/speech/open-jtalk';
import { SpeechCall } from '../../helpers/speech-call';
import type { AzureSettings } from '../../../src/channels/voice/speech/azure-settings';
import { loadSpeechSdk } from '../../../src/channels/voice/speech/azure-sdk';

const VOICE = 'ja-JP-KeitaNeural';
const settings: AzureSettings = { key: undefined, region: undefined, host: undefined, voice: VOICE };

describe('the telephone’s ears and mouth', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'speech-'));
  });

  afterEach(() => rmSync(dataDir, { recursive: true }));

  const open = (azure: AzureSettings | undefined) =>
    openSpeech({
      ...{ azure, dataDir, phrases: [], onVoice: () => undefined },
      ...{ now: () => performance.now(), clock: () => Date.parse('2021-06-04T10:00+09:00') },
    });

  it('says plainly that nothing is recognised without a service, and still opens a session', async () => {
    const { recogniser, notices } = await open(undefined);
    expect(recogniser.available).toBe(false);
    expect(notices[0]).toContain('callers use keys: set SPEECH_KEY and SPEECH_REGION, or SPEECH_HOST');
    const session = recogniser.open();
    session.write(Buffer.alloc(160));
    session.expect('short');
    session.onEvent(() => undefined)();
    await session.close();
  });

  it('refuses half a service', async () => {
    await expect(open(settings)).rejects.toMatchObject({ code: 'speech.unavailable' });
  });

  it('takes a container without a key, or a region with one', async () => {
    const container = { ...settings, host: 'ws://127.0.0.1:1' };
    const cloud = { ...settings, key: 'k', region: 'japaneast' };
    for (const azure of [container, cloud]) {
      const speech = await open(azure);
      expect(speech.recogniser.available).toBe(true);
      expect(speech.synthesiser.id).toContain(VOICE);
      // Without Open JTalk nobody would speak while the service is away, and the log says which command brings it.
      const alone = [expect.stringContaining('scripts/install-open-jtalk.sh')];
      expect(speech.notices).toEqual(findOpenJTalk() ? [] : alone);
    }
  });

  it('leaves the global WebSocket as it is, on which recognition would hang with a service that refuses', async () => {
    const before = Reflect.get(globalThis, 'WebSocket') as unknown;
    const call = new SpeechCall(await loadSpeechSdk(), 'ws://127.0.0.1:1');
    await call.happened('away');
    await call.hangUp();
    expect(Reflect.get(globalThis, 'WebSocket')).toBe(before);
  });
});
