import { z } from 'zod';
import { dateSchema, filled, momentSchema } from './texts';

const ENTRY_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/;

const entryId = z.string().regex(ENTRY_ID, 'id は「会場の英語名.内容」のように、英小文字・数字・ハイフンと点ひとつで書いてください（例: venue.parking）');

const changeSchema = z.strictObject({
  from: momentSchema.describe('この答えにかわる日時'),
  answer: filled.describe('その日時からの、画面の答え'),
  speak: filled.describe('その日時からの、電話の答え'),
});

export const entrySchema = z.strictObject({
  id: entryId.describe('項目の番号がわりの名前。一度決めたら変えません'),
  category: filled.describe('分類。catalog.yaml にある名前'),
  question: filled.describe('代表の質問文'),
  phrasings: z.array(filled).min(1).describe('市民の言い方。25以上'),
  situations: z.array(filled).default([]).describe('事情だけを話す言い方。10以上'),
  answer: filled.describe('画面（ウェブ・LINE）の答え'),
  speak: filled.describe('電話で読み上げる答え。記号は使えません'),
  keywords: z.array(filled).min(1).describe('大事な言葉。3〜8語'),
  related: z.array(entryId).default([]).describe('関連する項目の id'),
  source: filled.describe('もとにした資料'),
  owner: filled.describe('担当'),
  reviewBy: dateSchema.describe('見直す期限'),
  ask: z.literal('cohort').optional().describe('cohort と書くと、生まれた年をたずねて予定表から答えます'),
  changes: z.array(changeSchema).optional().describe('決まった日時から答えを変えるとき'),
});

export const entriesSchema = z.array(entrySchema);

/** One question that the desk can answer, with everything the citizen may say for it. */
export type Entry = Readonly<z.infer<typeof entrySchema>>;
