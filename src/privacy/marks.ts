import type { PersonalDataKind } from './personal-data';

/** What a reader sees in place of personal data. `account` also covers insurance and licence numbers. */
export const MARKS: Readonly<Record<PersonalDataKind, string>> = {
  phone: '〔電話番号〕',
  mynumber: '〔個人番号〕',
  card: '〔カード番号〕',
  email: '〔メール〕',
  postal: '〔郵便番号〕',
  ticket: '〔接種券番号〕',
  birthdate: '〔生年月日〕',
  address: '〔住所〕',
  name: '〔お名前〕',
  account: '〔番号〕',
};
