import { z } from 'zod';
import { filled } from './texts';
import { knownText } from './venue';

const contactSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'id は英小文字・数字・ハイフンで書いてください'),
  name: filled.describe('画面に出す名前'),
  spokenName: filled.describe('電話で読み上げる名前（記号なし）'),
  phone: knownText.describe('電話番号'),
  fax: knownText.optional().describe('ファクスの番号'),
  hours: knownText.describe('受付時間（「平日の午前9時から午後5時まで」のように）'),
});

export const contactsSchema = z.array(contactSchema);

export type Contact = Readonly<z.infer<typeof contactSchema>>;
