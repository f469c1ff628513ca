// A process of its own, as a speech service is: the strict stand-in of the tests. It is told what may be said, with its sound; it says
// where it listens, takes how much longer recognition takes from then on (milliseconds), and tells when it gave which words. What it has spoken once it has on disk.
import { once } from 'node:events';
import path from 'node:path';
import { parts, ROOT } from './parts.mjs';
import { recogniserOf } from './recognise-by-loudness.mjs';

const { startSpeechServer, DiskPromptCache, OpenJTalkSynthesiser } = parts();
const [sayable] = await once(process, 'message');
const voice = new OpenJTalkSynthesiser();
const kept = new DiskPromptCache(path.join(ROOT, 'node_modules/.cache/madoguchi-tests/prompts'), voice);
const server = await startSpeechServer({
  recognise: recogniserOf(sayable.map(({ text, sound }) => [text, Buffer.from(sound, 'base64')])),
  synthesiser: { available: true, id: voice.id, synthesise: (spoken, pace) => kept.get(spoken, pace) },
});
process.on('message', ({ delayMs }) => {
  if (delayMs !== undefined) server.faults.recognitionDelayMs = delayMs;
  else process.send(server.record.phrases.map(({ text, at }) => ({ text, at: performance.timeOrigin + at })));
});
process.on('disconnect', () => process.exit());
process.send({ host: server.host });
