import { z } from 'zod';
import { filled } from './texts';

/** What a canned reply may name as {{…}}. */
export const CANNED_VALUES = ['operator', 'city', 'hours'] as const;
export type CannedValues = Readonly<Record<(typeof CANNED_VALUES)[number], string>>;

const cannedSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'id は英小文字・数字・ハイフンで書いてください'),
  label: filled.describe('職員画面の一覧に出す、短い名前'),
  text: filled.describe('市民に送る文。{{operator}}（職員の名前）、{{city}}（市の名前）、{{hours}}（応対の時間）が使えます'),
});

export const cannedFileSchema = z.array(cannedSchema);

/** A reply that operators send again and again, in the city's own words. */
export type Canned = Readonly<z.infer<typeof cannedSchema>>;
