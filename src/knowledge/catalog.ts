import { z } from 'zod';
import { filled, momentSchema } from './texts';

export const catalogSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'id は英小文字で書いてください').describe('市の id。フォルダーの名前と同じ'),
  city: filled.describe('市の名前'),
  version: filled.describe('知識の版'),
  owner: filled.describe('担当'),
  categories: z
    .array(
      z.strictObject({
        file: filled.describe('entries/ のファイル名（.yaml をのぞく）'),
        label: filled.describe('分類の名前'),
        prefixes: z.array(filled).min(1).describe('そのファイルに置ける id の前半'),
      }),
    )
    .min(1)
    .describe('分類と、置き場所のファイル'),
  demonstration: z.strictObject({ clock: momentSchema }).optional().describe('見本として動かすときの時刻'),
});

/** Whose knowledge this is, and which category lives in which file. */
export type Catalog = Readonly<z.infer<typeof catalogSchema>>;
