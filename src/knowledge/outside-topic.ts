import { z } from 'zod';
import { filled } from './texts';

const outsideTopicSchema = z.strictObject({
  id: z.string().regex(/^outside\.[a-z0-9-]+$/, 'id は outside. で始めてください（例: outside.garbage）'),
  label: filled.describe('話題の呼び方。答えの中に出ます'),
  direct: z.string().optional().describe('案内する先。contacts.yaml の id'),
  say: filled.optional().describe('決まった言葉で返すとき（speak といっしょに書きます）'),
  speak: filled.optional().describe('say の、電話での言い方'),
  phrasings: z.array(filled).min(1).describe('その話題の言い方'),
})
  .refine(({ say, speak }) => (say === undefined) === (speak === undefined), 'say と speak は、両方書くか、両方省いてください');

export const outsideSchema = z.array(outsideTopicSchema);

/** Something citizens ask here although the desk does not answer it. */
export type OutsideTopic = Readonly<z.infer<typeof outsideTopicSchema>>;
