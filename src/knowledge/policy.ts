import { z } from 'zod';
import { filled, wordingSchema } from './texts';

const share = z.number().min(0).max(1);

const thresholdSchema = z.strictObject({
  answer: share.describe('この自信（0〜1）以上なら、すぐに答えます'),
  margin: share.describe('2番目の候補との差が、これ以上あれば迷わず答えます'),
  choices: share.describe('聞き返すときに、選択肢に入れる自信の下限'),
  confirm: share.optional().describe('この自信より低い答えは、先に「…でしょうか」とたしかめます（電話）'),
  evidence: filled.describe('この数字にした理由'),
});

const topicId = z.string().regex(/^[a-z][a-z0-9-]*$/, 'id は英小文字・数字・ハイフンで書いてください');

export const policySchema = z.strictObject({
  thresholds: z.strictObject({ web: thresholdSchema, line: thresholdSchema, voice: thresholdSchema }),
  emergency: z.strictObject({ life: wordingSchema, 'self-harm': wordingSchema }),
  handoffTopics: z.array(
    z.strictObject({ id: topicId, label: filled, say: filled, speak: filled, phrasings: z.array(filled).min(1) }),
  ),
  smalltalk: z.array(z.strictObject({ id: topicId, phrasings: z.array(filled).min(1), answer: filled, speak: filled })),
  line: z
    .strictObject({
      people: z
        .enum(['page', 'line'], 'page か line と書いてください')
        .describe('LINEの方と職員とのお話を、市のページで続けるか（page）、LINEのままで続けるか（line）'),
    })
    .default({ people: 'page' })
    .describe('LINEでの決まり。個人情報が書かれたときは、どちらでも市のページへご案内します'),
  person: z.array(filled).min(1).describe('人と話したいという言い方'),
});

/** What staff decide about the desk's behaviour: how sure it must be, and what it does not answer itself. */
export type Policy = Readonly<z.infer<typeof policySchema>>;
