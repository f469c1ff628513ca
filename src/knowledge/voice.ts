import { z } from 'zod';
import { VOICE_PROMPTS, type PromptKey } from '../conversation/voice-prompts';
import { filled } from './texts';

const KEYS = Object.keys(VOICE_PROMPTS) as PromptKey[];
const prompts = Object.fromEntries(KEYS.map((key) => [key, filled])) as Record<PromptKey, typeof filled>;

const questionSchema = z.strictObject({
  name: filled.describe('読み上げる名前（「予約のしかた」のように短く）'),
  entry: filled.describe('番号を押したときに答える項目の id'),
});

const topicSchema = z.strictObject({
  name: filled.describe('読み上げる話題の名前'),
  questions: z.array(questionSchema).min(1).max(4, '一度に聞いて選べるのは、4つまでです'),
});

export const voiceSchema = z.strictObject({
  prompts: z.strictObject(prompts).describe('電話で話す言葉。短い文にします'),
  menu: z.array(topicSchema).min(1).max(4, '一度に聞いて選べるのは、4つまでです').describe('番号で選ぶときの話題と質問'),
});

/** What the telephone says besides the answers, and what can be chosen by key. */
export type Voice = Readonly<z.infer<typeof voiceSchema>>;
