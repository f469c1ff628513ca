import { createHash } from 'node:crypto';
import type { HttpReply, HttpRequest, Route } from '../../../../http/route';
import { pcmOf } from '../../audio/pcm-bytes';
import type { Pace, PromptCache, SpokenText } from '../../ports';

interface KnownPrompt {
  readonly spoken: SpokenText;
  readonly pace: Pace;
}

export interface PromptList {
  /** At this time, most needed first. */
  readonly known: () => readonly KnownPrompt[];
  readonly prompts: PromptCache;
}

/** Working out the readings of every sentence takes some tenths of a second, in which no call is served. */
const FRESH_MS = 60_000;

/** The list, worked out once a minute at most. `now` in ms. */
export function remembered({ known, prompts }: PromptList, now: () => number): PromptList {
  let list: readonly KnownPrompt[] = [];
  let until = -Infinity;
  const fresh = (): readonly KnownPrompt[] => {
    if (now() < until) return list;
    list = known();
    until = now() + FRESH_MS;
    return list;
  };
  return { known: fresh, prompts };
}

/** The name of a prompt's sound in addresses: whoever has no list has no names, so nobody makes the desk say something else. */
export function soundName({ text }: SpokenText): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** The sound of one prompt, 8 kHz linear 16-bit; `?pace=slow` for the slow one. */
export function soundRoute({ known, prompts }: PromptList): Route {
  const handle = async ({ params, query }: HttpRequest): Promise<HttpReply> => {
    const pace: Pace = query.get('pace') === 'slow' ? 'slow' : 'normal';
    const prompt = known().find((one) => one.pace === pace && soundName(one.spoken) === params['name']);
    if (prompt === undefined) return { status: 404, refusal: NO_PROMPT };
    const ulaw = prompts.peek(prompt.spoken, pace) ?? (await made(prompts, prompt));
    if (ulaw === undefined) return { status: 503, refusal: NO_VOICE };
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: pcmOf(ulaw) };
  };
  return { method: 'GET', path: '/voice/demo/sounds/:name', handle };
}

/** Why there is no voice stands in the log of whoever made the prompts. */
async function made(prompts: PromptCache, { spoken, pace }: KnownPrompt): Promise<Buffer | undefined> {
  return prompts.get(spoken, pace).catch(() => undefined);
}

const NO_PROMPT = {
  code: 'prompt.unknown',
  message: 'この文は今の案内にはありません。ページを開き直してください。',
};
const NO_VOICE = {
  code: 'speech.unavailable',
  message: '音声を作れませんでした。窓口の音声の設定をご確認ください。',
};
