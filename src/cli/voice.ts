import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SILENCE } from '../channels/voice/audio/mulaw';
import type { SpokenText } from '../channels/voice/ports';
import { readConfig, ROOT_DIR } from '../config';
import { VOICE_PROMPTS, type PromptKey } from '../conversation/voice-prompts';
import { AppError } from '../errors';
import { renderAnswer } from '../knowledge/render-answer';
import { loadKuromoji } from '../language/kuromoji-tokenizer';
import { spokenDesk } from '../spoken-desk';
import { mulawWav } from './mulaw-wav';
import { openForCli } from './open-for-cli';
import { synthesiserFor } from './voice-speech';

const HELP = `使い方: npm run voice -- 命令

電話で聞こえる声を、電話なしで試します。
  say ID [--slow] [--out FILE.wav]   項目の答え（booking.change など）か、電話の言葉（greeting など）を話します。
                                     --out がなければ、読み上げる文と読みだけを表示します
  demo                               窓口を起動します。番号とマイクのある試しのページの場所が表示されます

声は、SPEECH_KEY と SPEECH_REGION（または SPEECH_HOST）があればその音声で、なければ Open JTalk で作ります。`;

const BREATH = Buffer.alloc(1920, SILENCE);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, slow: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  const [command, id] = positionals;
  if (values.help === true) return void process.stdout.write(`${HELP}\n`);
  if (command === 'demo') return demo();
  if (command !== 'say' || id === undefined)
    throw new AppError('input.invalid', `命令は say ID か demo です。--help に説明があります`);
  const pieces = await piecesOf(id);
  if (values.out === undefined) return void process.stdout.write(`${pieces.map(described).join('\n')}\n`);
  const synthesiser = await synthesiserFor(readConfig(process.env));
  const pace = values.slow === true ? 'slow' : 'normal';
  const sounds: Buffer[] = [];
  for (const piece of pieces) sounds.push(await synthesiser.synthesise(piece, pace), BREATH);
  const audio = Buffer.concat(sounds);
  await writeFile(values.out, mulawWav(audio));
  process.stdout.write(
    `${values.out} に書きました（${(audio.length / 8000).toFixed(1)}秒、${pieces.length}文）。\n`,
  );
}

/** The sentences of an answer or of a prompt. */
async function piecesOf(id: string): Promise<readonly SpokenText[]> {
  const [{ desk, now }, tokenizer] = await Promise.all([openForCli(), loadKuromoji()]);
  const spoken = spokenDesk(desk, tokenizer);
  const entry = desk.pack.entries.find((one) => one.id === id);
  if (entry !== undefined) return spoken.speaker(renderAnswer(desk.pack, entry, now).speak);
  if (!(id in VOICE_PROMPTS))
    throw new AppError(
      'input.invalid',
      `「${id}」という項目も、電話の言葉もありません（entries/ と voice.yaml）`,
    );
  return spoken.prompt(id as PromptKey, { ...SAMPLES, city: desk.pack.catalog.city });
}

/** For prompts with values: how they sound. */
const SAMPLES = { name: '予約のこと', key: '1', place: '2', wait: '3分から5分', next: '6月7日月曜日の午前9時', last: 'ゼロゼロゼロイチ', number: 'ゼロサン、ゼロゼロゼロゼロ、ゼロゼロゼロイチ' }; // prettier-ignore

function described({ text, readings }: SpokenText): string {
  const read = readings.map(({ word, kana }) => `${word}=${kana}`).join(' ');
  return read === '' ? text : `${text}\n    ${read}`;
}

/** The desk itself, as `npm start` starts it; it prints where the page is. */
function demo(): void {
  const desk = spawn(process.execPath, [path.join(ROOT_DIR, 'dist/src/main.js')], {
    stdio: 'inherit',
    env: { ...process.env, VOICE_DEMO: 'true' },
  });
  const { port } = readConfig(process.env);
  process.stdout.write(
    `窓口が開いたら、ブラウザーで http://localhost:${port}/voice/demo を開いてください。\n`,
  );
  desk.on('exit', (code) => (process.exitCode = code ?? 1));
}

main().catch((error: unknown) => {
  const code = error instanceof AppError ? `${error.code}: ` : '';
  process.stderr.write(`${code}${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
