import { z } from 'zod';
import { filled } from './texts';

/** Drawn on the picture and read aloud by screen readers: LINE takes 20 characters, the picture holds fewer. */
const shown = (max: number) => filled.max(max, `${max}文字までにしてください。長いと、メニューの絵に入りません`);

const buttonSchema = z
  .strictObject({
    label: shown(12).describe('ボタンの文字。12文字まで'),
    note: shown(16).optional().describe('ボタンの下に小さく出す説明。16文字まで'),
    entry: filled.optional().describe('項目の id。その代表の質問文が、押した人の言葉としてトークに出て、窓口が答えます'),
    message: filled.max(300).optional().describe('押した人の言葉として、トークに出て、窓口に届く文'),
    postback: z
      .strictObject({ data: filled.max(300), says: filled.max(300).optional() })
      .optional()
      .describe('ほかのシステムへ送る決まった文字（data）と、トークに出す文（says）'),
    page: z
      .string()
      .regex(/^\/[!-~]*$/, '/faq のように、/ から書いてください')
      .optional()
      .describe('開くページ。この窓口のアドレスの、/ から後ろ（/faq など）'),
    uri: z
      .string()
      .regex(/^(https:\/\/|tel:)[!-~]+$/, 'https:// か tel: から書いてください')
      .max(1000)
      .optional()
      .describe('開くページや電話番号。https:// か tel: から書きます'),
  })
  .refine(
    ({ entry, message, postback, page, uri }) =>
      [entry, message, postback, page, uri].filter((what) => what !== undefined).length === 1,
    'entry、message、postback、page、uri のどれか1つだけを書いてください',
  );

const tabSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,15}$/, 'id は英小文字・数字・ハイフンで、16文字までで書いてください'),
  label: shown(8).describe('タブの文字。8文字まで'),
  buttons: z.array(buttonSchema).min(1).max(6).describe('1つから6つまで'),
});

export const lineSchema = z.strictObject({
  menu: z.strictObject({
    barText: shown(14).describe('メニューを開く帯に出る文字。14文字まで'),
    tabs: z
      .array(tabSchema)
      .min(1)
      .max(4)
      .refine((tabs) => new Set(tabs.map(({ id }) => id)).size === tabs.length, 'タブの id が重なっています')
      .describe('タブ。はじめに開くのは1つめ'),
  }),
});

/** What belongs to the city's LINE account only: its rich menu. */
export type LineTexts = Readonly<z.infer<typeof lineSchema>>;
