import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, startDesk } from '../desk-process.mjs';
import { parts, ROOT } from './parts.mjs';

const PROMPTS = path.join(ROOT, 'node_modules/.cache/madoguchi-bench/prompts');
/** As the desk's cache names what this voice said. */
const DESK_VOICE = { available: true, id: 'azure-1:ja-JP-KeitaNeural' };
const CALLER_VOICE = path.join(ROOT, 'node_modules/.cache/madoguchi-tests/prompts');
const WARMING_MS = 20 * 60_000;
const file = (name) => fileURLToPath(new URL(name, import.meta.url));

/** What callers ask, with its sound, and the sounds that answer it. */
export async function readWords() {
  const { DiskPromptCache, OpenJTalkSynthesiser } = parts();
  const { stdout } = await promisify(execFile)(process.execPath, [file('words.mjs')], { maxBuffer: 2 ** 24 });
  const words = JSON.parse(stdout);
  const caller = new DiskPromptCache(CALLER_VOICE, new OpenJTalkSynthesiser());
  for (const question of words.questions)
    question.sound = await caller.get({ text: question.text, readings: [] }, 'normal');
  return words;
}

/** What the desk says, as it is kept on its disk. */
export function deskSounds() {
  const { DiskPromptCache } = parts();
  const cache = new DiskPromptCache(PROMPTS, DESK_VOICE);
  return (spoken) => cache.peek(spoken, 'normal');
}

export async function startSpeechService(questions) {
  const child = fork(file('speech-service.mjs'));
  child.send(questions.map(({ text, sound }) => ({ text, sound: sound.toString('base64') })));
  const [{ host }] = await once(child, 'message');
  return {
    host,
    pid: child.pid,
    delay: (delayMs) => child.send({ delayMs }),
    /** The words that it gave until now, and when, by this process's clock. */
    phrases: async () => {
      child.send({});
      const [phrases] = await once(child, 'message');
      return phrases.map(({ text, at }) => ({ text, at: at - performance.timeOrigin }));
    },
    stop: () => child.kill(),
  };
}

/** The whole product, as `npm start` starts it, with all that it will say made beforehand. */
export async function startTelephoneDesk({ asterisk, speech, way, progress }) {
  mkdirSync(PROMPTS, { recursive: true });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-telephone-'));
  symlinkSync(PROMPTS, path.join(dataDir, 'prompts'));
  const { url, user, password } = asterisk.ari;
  const env = {
    ...{ ARI_URL: url, ARI_USER: user, ARI_PASSWORD: password, SPEECH_HOST: speech.host, LOG_LEVEL: 'info' },
    ...(way === 'audiosocket' && { ARI_AUDIOSOCKET: `127.0.0.1:${await freePort()}` }),
  };
  const logged = watchLog();
  const desk = await startDesk(dataDir, { env, onLog: logged.line });
  const stop = async () => {
    await desk.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    progress(`the desk is open (${way}); it makes what it will say, once for all runs of this checkout`);
    await logged.comes('spoken answers made beforehand', WARMING_MS);
    await logged.comes('telephone connected to Asterisk', 30_000);
    return { pid: desk.pid, memory: desk.memory, warnings: logged.warnings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the desk said of itself. */
function watchLog() {
  const seen = new Set();
  const warnings = [];
  const waiting = new Map();
  return {
    warnings,
    line: (text) => {
      const { level, msg, ...rest } = JSON.parse(text);
      if (level >= 40) warnings.push({ msg, ...rest });
      seen.add(msg);
      waiting.get(msg)?.();
    },
    comes: (msg, withinMs) =>
      new Promise((resolve, reject) => {
        if (seen.has(msg)) return resolve();
        const late = setTimeout(
          () => reject(new Error(`the desk did not say within time: ${msg}`)),
          withinMs,
        );
        waiting.set(msg, () => {
          clearTimeout(late);
          resolve();
        });
      }),
  };
}
