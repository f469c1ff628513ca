import { z } from 'zod';
import { filled } from './texts';

export const dangerExamplesSchema = z.strictObject({
  life: z.array(filled).min(1).describe('いま命の危険が迫っている言い方'),
  selfHarm: z.array(filled).min(1).describe('死にたい気持ちを話す言い方'),
  ordinary: z.array(filled).min(1).describe('似ているが、危険が迫ってはいない言い方'),
});

/** What people say when someone is in danger now, and what only sounds like it: the danger model learns from these. */
export type DangerExamples = Readonly<z.infer<typeof dangerExamplesSchema>>;
