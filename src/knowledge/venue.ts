import { z } from 'zod';
import { dateSchema, filled } from './texts';

/** A value that the city has published, or a stand-in that is always shown as 見本. */
const known = <T extends z.ZodType<string | number>>(value: T) => z.union([value, z.strictObject({ sample: value })]);

export const knownText = known(filled);
const minutes = known(z.number().int().positive());

const venueSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'id は英小文字・数字・ハイフンで書いてください'),
  name: filled.describe('会場の名前'),
  reading: filled.describe('名前の読み（ひらがな）'),
  aliases: z.array(filled).default([]).describe('市民が使うほかの呼び名'),
  address: knownText.describe('住所'),
  station: knownText.describe('最寄り駅'),
  minutes: minutes.describe('駅から歩いて何分か'),
  bus: knownText.describe('バスの案内（文で）'),
  parking: knownText.describe('駐車場の案内（文で）'),
  bicycle: knownText.describe('駐輪場の案内（文で）'),
  stepFree: knownText.describe('段差の案内（文で）'),
  location: z
    .strictObject({
      latitude: z.number().min(20).max(46),
      longitude: z.number().min(122).max(154),
      sample: z.boolean().default(false).describe('市が確かめていない位置なら true。（見本）と表示されます'),
    })
    .optional()
    .describe('地図に出す場所（緯度・経度）。LINEで、会場の地図として送ります。なければ送りません'),
  sessions: z.array(z.strictObject({ date: dateSchema, slots: z.number().int().nonnegative() })).describe('接種日と枠の数'),
});

export const venuesSchema = z.array(venueSchema);

export type Venue = Readonly<z.infer<typeof venueSchema>>;
export type Known<T> = T | { readonly sample: T };

/** The value itself, without saying whether it is a sample. */
export function valueOf<T extends string | number>(known: Known<T>): T {
  return typeof known === 'object' ? known.sample : known;
}

/** True when the city has not confirmed the value. */
export function isSample(known: Known<string | number>): boolean {
  return typeof known === 'object';
}
