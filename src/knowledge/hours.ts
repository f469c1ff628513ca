import { z } from 'zod';
import { dateSchema, filled, timeSchema } from './texts';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export const hoursSchema = z.strictObject({
  blocks: z
    .array(
      z
        .strictObject({ days: z.array(z.enum(WEEKDAYS)).min(1), from: timeSchema, to: timeSchema })
        .refine(({ from, to }) => from < to, '終わりの時刻が、始まりより前になっています'),
    )
    .min(1)
    .describe('職員が応対する曜日と時間。昼休みがあれば、午前と午後に分けて書きます'),
  holidays: z.enum(['closed', 'open']).describe('祝日。closed は休み、open は開けます'),
  closures: z.array(z.strictObject({ date: dateSchema, reason: filled })).default([]).describe('臨時の休み'),
});

/** When people answer at the desk; the times are Japan's. */
export type Hours = Readonly<z.infer<typeof hoursSchema>>;
