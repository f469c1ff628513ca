import { z } from 'zod';
import { dateSchema, filled, momentSchema } from './texts';

const cohortSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/i, 'id は英数字で書いてください'),
  label: filled.describe('「65歳から69歳の方」のような呼び方'),
  born: z
    .strictObject({ from: dateSchema.optional(), to: dateSchema.optional() })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, 'from が to より後になっています')
    .describe('生年月日の範囲。両端を含みます'),
  ticketPosted: dateSchema.optional().describe('接種券を発送する日'),
  ticketArrivesBy: dateSchema.optional().describe('接種券が届く予定の日'),
  bookingOpens: momentSchema.optional().describe('予約の受け付けを始める日時'),
  note: filled.optional().describe('日が決まっていないときなどの説明（です・ます、「。」で終わる）'),
});

export const cohortsSchema = z.array(cohortSchema);

/** One row of the schedule: who, when the ticket comes, when booking opens. */
export type Cohort = Readonly<z.infer<typeof cohortSchema>>;
