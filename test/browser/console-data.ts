import type {
  Brief,
  ConsoleMessage,
  ConsoleRow,
  Me,
  Note,
  Suggestion,
  Suggestions,
} from '../../src/console/wire';

const NOW = Date.now();
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

export const ME: Me = {
  operatorId: 'op-1',
  displayName: '山田',
  roles: ['operator'],
  skills: ['general'],
  capacity: 3,
  presence: 'offline',
  csrfToken: 'token',
  sessionEndsAt: new Date(NOW + 3_600_000).toISOString(),
  cityName: '狛江市',
  demonstration: true,
  release: 3,
  wrapUpCodes: [
    { id: 'answered', label: '回答した' },
    { id: 'called-back', label: '折り返し電話をした' },
  ],
  closeReasons: [
    { id: 'solved', label: '解決した' },
    { id: 'unsolved', label: '解決しなかった' },
  ],
  cannedReplies: [
    { id: 'greeting', label: 'はじめのあいさつ', text: 'お待たせいたしました。担当の山田です。' },
    { id: 'wait', label: 'お待ちいただく', text: 'お調べしますので、少々お待ちください。' },
  ],
  skillsKnown: [
    { id: 'general', label: '一般' },
    { id: 'complaint', label: 'ご意見' },
  ],
  acceptWithinMs: 20_000,
};

export const MINE: ConsoleRow = {
  handoffId: 'h-1',
  conversationId: 'c-1',
  state: 'active',
  channel: 'web',
  cause: 'asked',
  topic: { id: 'booking', label: '予約の変更' },
  skill: 'general',
  language: 'ja',
  priority: 0,
  waitingSince: ago(210),
  sla: 'good',
  lastText: '予約を変えたいのですが',
  operator: { id: 'op-1', label: '山田' },
  assignment: 1,
  held: false,
  citizenAway: false,
  version: 1,
};

export const WAITING: ConsoleRow = {
  ...MINE,
  handoffId: 'h-2',
  conversationId: 'c-2',
  state: 'waiting',
  channel: 'line',
  cause: 'two-failures',
  topic: undefined,
  operator: undefined,
  assignment: 0,
  priority: 5,
  priorityReason: 'long-wait',
  position: 1,
  sla: 'late',
  waitingSince: ago(400),
  lastText: '接種券をなくしました。どこに行けばもらえますか',
};

/** As a full day looks: everything in the list at once. */
export function fullQueue(waiting: number): ConsoleRow[] {
  const others = Array.from({ length: waiting }, (_, at): ConsoleRow => ({
    ...WAITING,
    handoffId: `h-w${at}`,
    conversationId: `c-w${at}`,
    priority: at === 0 ? 10 : 0,
    priorityReason: at === 0 ? 'emergency' : undefined,
    sla: at < 2 ? 'late' : at < 4 ? 'warn' : 'good',
    waitingSince: ago(300 - Math.min(at, 290)),
    channel: at % 2 ? 'web' : 'line',
    topic: at % 3 ? { id: 't', label: '接種券の再発行' } : undefined,
    citizenAway: at === 3,
    position: at + 1,
  }));
  return [
    MINE,
    {
      ...MINE,
      handoffId: 'h-9',
      conversationId: 'c-9',
      state: 'wrap-up',
      topic: { id: 'v', label: '会場への行き方' },
    },
    ...others,
    {
      ...WAITING,
      handoffId: 'h-cb',
      conversationId: 'c-cb',
      state: 'callback',
      priority: 0,
      priorityReason: undefined,
      lastText: '夕方に電話をください',
    },
    {
      ...WAITING,
      handoffId: 'h-ms',
      conversationId: 'c-ms',
      state: 'message',
      priority: 0,
      priorityReason: undefined,
      lastText: '会場の駐車場について',
    },
    { ...MINE, handoffId: 'h-ot', conversationId: 'c-ot', operator: { id: 'op-2', label: '佐藤' } },
  ];
}

export function talkOf(conversationId: string): ConsoleMessage[] {
  const line = (
    seq: number,
    author: ConsoleMessage['author'],
    text: string,
    more: Partial<ConsoleMessage> = {},
  ): ConsoleMessage => ({
    seq,
    id: `${conversationId}-${seq}`,
    author,
    at: ago(300 - seq * 20),
    text,
    sealed: false,
    ...more,
  });
  return [
    line(1, 'bot', 'こんにちは。ワクチン接種のご質問をどうぞ。', { choices: ['予約', '接種券'] }),
    line(2, 'citizen', '予約を変えたい'),
    line(3, 'bot', '予約の変更は、予約サイトか電話で受け付けています。', {
      entryIds: ['booking.change'],
      release: 3,
    }),
    line(4, 'citizen', '電話番号は〔電話番号〕です。担当者と話したい', { sealed: true }),
    line(5, 'system', '担当の山田がご用件をうかがいます。', { mark: 'person-begins' }),
    line(6, 'operator', 'お待たせいたしました。山田です。', { senderName: '山田' }),
    line(7, 'citizen', '6月12日の予約を、次の週に変えられますか'),
  ];
}

export const NOTES: Note[] = [
  {
    id: 'n-1',
    by: { id: 'op-2', label: '佐藤' },
    at: ago(150),
    text: '先週もお電話があった方です。',
    kind: 'note',
  },
  {
    id: 'n-2',
    by: { id: 'sv-1', label: '高橋' },
    at: ago(145),
    text: '予約サイトの番号を先にお伝えして。',
    kind: 'whisper',
  },
];

const ANSWERS: Suggestion[] = [
  {
    entryId: 'booking.change',
    release: 3,
    question: '予約の日時を変更できますか。',
    answer:
      'はい。予約サイトか電話で変更できます。\n・予約サイト：「予約の確認・変更」から\n・電話：コールセンターへ',
    speak: 'はい、変更できます。予約サイトか、お電話で受け付けています。',
    confidence: 0.93,
    sure: true,
    why: '「予約」「変え」が「予約を変えたい」と合っています。',
    venue: { venueId: 'v1', name: '岩戸児童センター（見本）', script: '狛江駅から、歩いておよそ12分です。' },
  },
  {
    entryId: 'booking.cancel',
    release: 3,
    question: '予約を取り消したい。',
    answer: '予約サイトか電話で取り消せます。',
    speak: '予約サイトか、お電話で取り消せます。',
    confidence: 0.31,
    sure: false,
    why: '「予約」が合っています。',
  },
];

export function suggestionsFor(query: string): Suggestions {
  const suggestions = query.includes('予約') || query.includes('変') ? ANSWERS : [];
  return { query, suggestions };
}

export const BRIEF: Brief = {
  release: 3,
  seenRelease: 1,
  changes: [
    {
      id: 'b1',
      kind: 'changed',
      title: '予約の日時を変更できますか。',
      before: '電話でのみ変更できます。',
      after: 'はい。予約サイトか電話で変更できます。',
      release: 3,
      at: ago(86_400),
      ticked: false,
    },
    {
      id: 'b2',
      kind: 'added',
      title: '会場に自転車を置けますか。',
      after: 'はい。',
      release: 2,
      at: ago(172_800),
      ticked: false,
    },
  ],
};
