import { z } from 'zod';
import { filled } from './texts';

/** Groups of words that mean the same to a citizen here; the first names the group. */
export const synonymsSchema = z.array(z.array(filled).min(2, '同じ意味の言葉は、2つ以上書いてください'));

const termSchema = z.strictObject({
  term: filled.describe('ひとまとまりとして扱う言葉'),
  reading: filled.regex(/^[ぁ-んァ-ヶー]+$/, '読みは、かなで書いてください').describe('読み（かな）'),
  mistaken: z.array(filled).optional().describe('音声認識や変換でまちがえやすい書き方'),
});

export const termsSchema = z.array(termSchema);

export type Synonyms = z.infer<typeof synonymsSchema>;
export type Term = Readonly<z.infer<typeof termSchema>>;
