import { z } from 'zod';

/** The same statement for a screen and for the telephone. */
export interface Wording {
  readonly text: string;
  readonly speak: string;
}

export const filled = z.string().trim().min(1, '空欄になっています');

export const wordingSchema = z.strictObject({ text: filled, speak: filled });

/** A day of the calendar, `2021-06-05`; days that do not exist are refused. */
export const dateSchema = z
  .string('日付は 2021-06-05 の形で書いてください')
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: '日付は 2021-06-05 の形で書いてください', abort: true })
  .refine(isRealDay, '暦にない日付です');

/** A moment with its offset, `2021-06-08T09:00+09:00`. */
export const momentSchema = z
  .string('日時は 2021-06-08T09:00+09:00 の形で書いてください')
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?\+09:00$/, { error: '日時は 2021-06-08T09:00+09:00 の形で書いてください', abort: true })
  .refine((moment) => isRealDay(moment.slice(0, 10)) && !Number.isNaN(Date.parse(moment)), '暦にない日時です');

export const timeSchema = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, { error: '時刻は 09:00 の形で書き、引用符で囲んでください', abort: true });

function isRealDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
