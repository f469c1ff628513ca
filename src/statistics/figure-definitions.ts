import type { Limits } from './limits';

export interface FigureDefinition {
  readonly id: string;
  readonly label: string;
  readonly unit: '件' | '人' | '秒' | '%';
  /** now: at this moment. period: of a stretch of time. */
  readonly scope: 'now' | 'period';
  /** For supervisors; docs/ja/shihyo.md has the same words (a test compares). */
  readonly define: (limits: Limits) => string;
}

/** Every figure of the room and of the statistics, in the order in which they are shown. */
export const FIGURES = [
  {
    id: 'queue.waiting',
    label: '待っている方',
    unit: '人',
    scope: 'now',
    define: () =>
      'いま列で待っている方と、職員を呼び出し中の方の人数です。折り返しや伝言を希望した方は含みません。',
  },
  {
    id: 'queue.longest-wait',
    label: 'いちばん長い待ち時間',
    unit: '秒',
    scope: 'now',
    define: () =>
      'いま待っている方のうち、最も長く待っている方の時間です。職員から列に戻った方は、初めに待ち始めた時刻から数えます。',
  },
  {
    id: 'queue.late',
    label: '目標の時間を過ぎて待っている方',
    unit: '人',
    scope: 'now',
    define: ({ withinSeconds }) => `いま待っている方のうち、${withinSeconds}秒を過ぎた方の人数です。`,
  },
  {
    id: 'queue.worklist',
    label: '折り返し・伝言の残り',
    unit: '件',
    scope: 'now',
    define: () => '折り返しの希望と伝言のうち、まだ職員が対応していない件数です。',
  },
  {
    id: 'operators.free',
    label: 'すぐに受けられる職員',
    unit: '人',
    scope: 'now',
    define: () =>
      '受付中の職員のうち、対応中の件数が受け持ちの上限より少ない人数です。受付を止めた拠点の職員は含みません。',
  },
  {
    id: 'operators.needed',
    label: '必要な職員の見積もり',
    unit: '人',
    scope: 'now',
    define: ({ withinSeconds, targetPercent }) =>
      `直近30分と同じ件数が続くとき、${withinSeconds}秒以内の応答を${targetPercent}%にするために必要な人数の見積もりです。アーランC式（A. K. Erlang、1917年）に、今日の平均処理時間と、1人が同時に受け持つ件数の平均を入れて求めます。待つのをやめる方はいないとみなすため、多めに出ます。`,
  },
  {
    id: 'arrivals',
    label: '職員への相談',
    unit: '件',
    scope: 'period',
    define: () =>
      '期間中に職員を待ち始めた相談と、折り返しや伝言の希望を合わせた件数です。列に戻った相談も1件と数え、日をまたいだ相談は待ち始めた日に数えます。',
  },
  {
    id: 'answered',
    label: '応答した相談',
    unit: '件',
    scope: 'period',
    define: () =>
      '期間中に待ち始めた相談のうち、職員が応答した件数です。折り返しや伝言を希望した相談は含みません。',
  },
  {
    id: 'service-level',
    label: 'サービスレベル',
    unit: '%',
    scope: 'period',
    define: ({ withinSeconds, shortAbandonSeconds }) =>
      `待ち始めてから${withinSeconds}秒以内に職員が応答した件数 ÷（応答した件数＋放棄された件数）です。${shortAbandonSeconds}秒未満で待つのをやめた相談（短い放棄）、折り返し・伝言に変わった相談、まだ待っている相談は、分母にも分子にも入れません。列に戻った相談は、初めの応答だけで数えます。出典は ICMI「Service Level Calculations」（2002年）の3番目の式で、短い放棄だけを除いています。`,
  },
  {
    id: 'speed-of-answer',
    label: '平均応答時間',
    unit: '秒',
    scope: 'period',
    define: () =>
      '応答した相談について、待ち始めてから職員が初めに応答するまでの時間の平均です。応答されなかった相談は含みません。',
  },
  {
    id: 'abandonment',
    label: '放棄率',
    unit: '%',
    scope: 'period',
    define: ({ shortAbandonSeconds }) =>
      `職員が応答する前に待つのをやめた件数 ÷（応答した件数＋放棄された件数）です。${shortAbandonSeconds}秒未満で待つのをやめた相談（短い放棄）は、分母にも分子にも入れません。`,
  },
  {
    id: 'abandoned',
    label: '放棄された相談',
    unit: '件',
    scope: 'period',
    define: ({ shortAbandonSeconds }) =>
      `期間中に待ち始め、職員が応答する前に終わった件数です。${shortAbandonSeconds}秒未満の短い放棄は含みません。`,
  },
  {
    id: 'abandoned.short',
    label: '短い放棄',
    unit: '件',
    scope: 'period',
    define: ({ shortAbandonSeconds }) =>
      `期間中に待ち始め、${shortAbandonSeconds}秒未満で待つのをやめた件数です。`,
  },
  {
    id: 'wishes',
    label: '折り返し・伝言',
    unit: '件',
    scope: 'period',
    define: () => '期間中の相談のうち、折り返しや伝言を希望した件数です。途中で変えた方も含みます。',
  },
  {
    id: 'moved',
    label: '担当が変わった相談',
    unit: '件',
    scope: 'period',
    define: () =>
      '期間中に待ち始めた相談のうち、引きつぎや列への戻り、交代などで、2人以上の職員（同じ職員が受け直した場合を含む）が応答した件数です。',
  },
  {
    id: 'handling-time',
    label: '平均処理時間',
    unit: '秒',
    scope: 'period',
    define: () =>
      '職員が応答してから後処理を終えるまでの時間を、相談1件あたりで平均したものです。保留の時間も含みます。期間中に終わった受け持ちについて、同じ相談を複数の職員が受けたときは、合わせて1件とします。電話の記録には時間がないため、含みません。',
  },
  {
    id: 'handling-time.web',
    label: '平均処理時間（ウェブ）',
    unit: '秒',
    scope: 'period',
    define: () => '平均処理時間のうち、ウェブから来た相談だけのものです。',
  },
  {
    id: 'handling-time.line',
    label: '平均処理時間（LINE）',
    unit: '秒',
    scope: 'period',
    define: () => '平均処理時間のうち、LINEから来た相談だけのものです。',
  },
  {
    id: 'handling-time.voice',
    label: '平均処理時間（自動音声）',
    unit: '秒',
    scope: 'period',
    define: () => '平均処理時間のうち、自動音声の電話から来た相談だけのものです。',
  },
  {
    id: 'wrap-up-time',
    label: '平均後処理時間',
    unit: '秒',
    scope: 'period',
    define: () =>
      '平均処理時間のうち、会話が終わってから後処理を終えるまでの部分です。相談1件あたりの平均です。',
  },
  {
    id: 'conversations',
    label: '市民との会話',
    unit: '件',
    scope: 'period',
    define: () => '期間中に、市民が1回以上書いた（話した）会話の数です。職員が記録した電話は含みません。',
  },
  {
    id: 'containment',
    label: '窓口だけで終わった割合',
    unit: '%',
    scope: 'period',
    define: () =>
      '期間中の市民との会話のうち、職員を求めず、職員への相談にもならなかった会話の割合です。答えが見つからないまま終わった会話も含むので、「答えがなかった質問」と合わせて見てください。',
  },
  {
    id: 'containment.voice',
    label: '窓口だけで終わった割合（自動音声）',
    unit: '%',
    scope: 'period',
    define: () =>
      '窓口だけで終わった割合のうち、自動音声の電話だけのものです。数え方は同じです。ひとことも話さず、番号も選ばずに切れた電話は、会話に数えないので含みません。',
  },
  {
    id: 'voice-calls',
    label: '自動音声の電話',
    unit: '件',
    scope: 'period',
    define: () =>
      '期間中に自動音声が受け始めた電話の件数です。終わった電話は、下の5つのどれか1つに入ります。話し中の電話は、まだどれにも入りません。',
  },
  {
    id: 'voice-calls.answered',
    label: '案内で終わった電話',
    unit: '件',
    scope: 'period',
    define: () =>
      '自動音声の電話のうち、答えか、119番などの緊急の案内を伝えて終わり、職員との話にも、折り返しや伝言にもならなかった件数です。',
  },
  {
    id: 'voice-calls.person',
    label: '職員と話した電話',
    unit: '件',
    scope: 'period',
    define: () => '自動音声の電話のうち、職員が電話に出て話した件数です。',
  },
  {
    id: 'voice-calls.wishes',
    label: '折り返し・伝言で終わった電話',
    unit: '件',
    scope: 'period',
    define: () => '自動音声の電話のうち、職員とは話さず、折り返しの希望か伝言を受けて終わった件数です。',
  },
  {
    id: 'voice-calls.unhelped',
    label: '用件がすまずに切れた電話',
    unit: '件',
    scope: 'period',
    define: () =>
      '自動音声の電話のうち、何も伝えられないうちにかけた方が切った件数と、声も番号もないまま終わった件数の合計です。',
  },
  {
    id: 'voice-calls.failed',
    label: '窓口の側で途切れた電話',
    unit: '件',
    scope: 'period',
    define: () =>
      '自動音声の電話のうち、窓口の故障で用件を受けられなかった件数と、窓口のプログラムが途中で止まった件数の合計です。止まったときの電話は、職員の電話につながります。',
  },
  {
    id: 'calls',
    label: '電話で受けた質問',
    unit: '件',
    scope: 'period',
    define: () => '期間中に、職員が電話の画面で記録した質問の件数です。',
  },
  {
    id: 'questions',
    label: '質問の合計',
    unit: '件',
    scope: 'period',
    define: () =>
      '答えた質問と、答えがなかった質問の合計です。ウェブ、LINE、電話を、同じ数え方で合わせています。',
  },
  {
    id: 'questions.answered',
    label: '項目で答えた質問',
    unit: '件',
    scope: 'period',
    define: () =>
      '期間中に、知識の項目を使って答えた回数です。窓口が答えた質問、職員が項目を入れて送った返事、項目を選んだ電話を合わせています。',
  },
  {
    id: 'questions.unanswered',
    label: '答えがなかった質問',
    unit: '件',
    scope: 'period',
    define: () =>
      '期間中に、合う項目がなかった回数です。窓口が答えられなかった質問、続けて答えられずに職員へ代わった質問、「合う項目なし」と記録した電話を合わせています。',
  },
  {
    id: 'questions.answered-share',
    label: '項目で答えた割合',
    unit: '%',
    scope: 'period',
    define: () => '項目で答えた質問 ÷ 質問の合計です。',
  },
] as const satisfies readonly FigureDefinition[];

export type FigureId = (typeof FIGURES)[number]['id'];
