import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadPack, type LoadedPack } from '../../src/knowledge/load-pack';
import { MESSAGE_KEYS } from '../../src/knowledge/messages';

/** 2021-06-04 10:00 in Japan. */
export const SMALL_PACK_NOW = Date.parse('2021-06-04T10:00+09:00');

const list = (indent: string, count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${indent}- ${text(i)}\n`).join('');

/** The text of one faultless entry; line 1 is its id. `lines` replaces or adds keys, each as whole YAML lines. */
export function entryText(id: string, lines: Readonly<Record<string, string>> = {}): string {
  const keys: Record<string, string> = {
    category: '  category: 会場\n',
    question: `  question: ${id}の質問ですか。\n`,
    answer: '  answer: |-\n    はい。\n    ・お電話は{{contact.call-centre.phone}}です。\n',
    speak: '  speak: はい。お電話ください。\n',
    keywords: '  keywords: [もちもの]\n',
    related: '  related: []\n',
    source: '  source: 見本\n',
    owner: '  owner: 担当\n',
    reviewBy: '  reviewBy: 2021-06-30\n',
    phrasings: `  phrasings:\n${list('    ', 25, (i) => `${id}の言い方${i}`)}`,
    situations: `  situations:\n${list('    ', 10, (i) => `${id}の事情${i}`)}`,
    ...lines,
  };
  return `- id: ${id}\n${Object.values(keys).join('')}`;
}

/** A complete pack with two entries, two venues and two cohorts. */
export const SMALL_PACK: Readonly<Record<string, string>> = {
  'catalog.yaml': `id: small
city: 見本市
version: '1'
owner: 担当
categories:
  - {file: venue, label: 会場, prefixes: [venue]}
`,
  'entries/venue.yaml': entryText('venue.one') + entryText('venue.two'),
  'venues.yaml': `- id: hall
  name: 中央ホール
  reading: ちゅうおうほーる
  aliases: [中央の会場]
  address: 狛江市岩戸南3-15-1
  station: 狛江駅
  minutes: 15
  bus: {sample: バス停があります}
  parking: 駐車場はありません
  bicycle: 駐輪場があります
  stepFree: 段差はありません
  sessions:
    - {date: 2021-06-03, slots: 100}
    - {date: 2021-06-05, slots: 200}
- id: gym
  name: 体育館
  reading: たいいくかん
  address: {sample: 狛江市}
  station: 狛江駅
  minutes: {sample: 9}
  bus: {sample: バス停があります}
  parking: 駐車場があります
  bicycle: 駐輪場があります
  stepFree: スロープがあります
  sessions: []
`,
  'cohorts.yaml': `- id: older
  label: 70歳から74歳の方
  born: {to: 1952-04-01}
  ticketPosted: 2021-05-18
  ticketArrivesBy: 2021-05-20
  bookingOpens: 2021-05-25T09:00+09:00
- id: younger
  label: 65歳から69歳の方
  born: {from: 1952-04-02}
  ticketPosted: 2021-06-01
  ticketArrivesBy: 2021-06-03
  bookingOpens: 2021-06-08T09:00+09:00
`,
  'contacts.yaml': `- id: call-centre
  name: コールセンター
  spokenName: コールセンター
  phone: {sample: 0000-00-0000}
  hours: 平日の午前9時から午後5時まで
`,
  'outside.yaml': `- id: outside.garbage
  label: ごみ
  direct: call-centre
  phrasings: [ごみの日]
`,
  'policy.yaml': `thresholds:
  web: {answer: 0.5, margin: 0.1, choices: 0.1, evidence: 試し}
  line: {answer: 0.5, margin: 0.1, choices: 0.1, evidence: 試し}
  voice: {answer: 0.5, margin: 0.1, choices: 0.1, evidence: 試し}
emergency:
  life: {text: 119番へ。, speak: 119番へ。}
  self-harm: {text: 119番へ。, speak: 119番へ。}
handoffTopics: []
smalltalk:
  - {id: thanks, answer: どうも。, speak: どうも。, phrasings: [ありがとう]}
person: [人と話したい]
`,
  'emergency.yaml': 'life: [息ができない]\nselfHarm: [死にたい]\nordinary: [息切れしやすい]\n',
  'hours.yaml': "blocks:\n  - {days: [mon], from: '09:00', to: '12:00'}\nholidays: closed\n",
  'messages.yaml': MESSAGE_KEYS.map((key) => `${key}: {text: はい。, speak: はい。}\n`).join(''),
};

/** Writes the small pack with some files replaced (or removed: null) into a folder of its own, and loads it. */
export async function loadSmallPack(
  files: Readonly<Record<string, string | null>> = {},
  now = SMALL_PACK_NOW,
): Promise<LoadedPack> {
  const dir = await mkdtemp(join(tmpdir(), 'madoguchi-pack-'));
  try {
    for (const [name, text] of Object.entries({ ...SMALL_PACK, ...files })) {
      if (text === null) continue;
      await mkdir(dirname(join(dir, name)), { recursive: true });
      await writeFile(join(dir, name), text);
    }
    const { pack, problems } = await loadPack(dir, now);
    const relative = problems.map((problem) => ({ ...problem, file: problem.file.slice(dir.length + 1) }));
    return pack ? { pack, problems: relative } : { problems: relative };
  } finally {
    await rm(dir, { recursive: true });
  }
}
