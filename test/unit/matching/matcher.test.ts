import fc from 'fast-check';
import { makeAnalyzer, makeLexer, type Analyzer } from '../../../src/language/analyze';
import { loadKuromoji } from '../../../src/language/kuromoji-tokenizer';
import { fuzzyCloseness } from '../../../src/matching/fuzzy-retriever';
import { learn } from '../../../src/matching/learn';
import type { Matchable } from '../../../src/matching/matchable';
import { makeMatcher, type Matcher } from '../../../src/matching/matcher';

const SUBJECTS: readonly [id: string, kind: Matchable['kind'], nouns: string, verbs: string][] = [
  [
    'ticket.lost',
    'entry',
    '接種券 クーポン 届いた封筒',
    'なくしました 捨ててしまった 見当たらない 再発行したい',
  ],
  ['booking.how', 'entry', '予約 申し込み 予約の方法', 'したい のやり方 はどうすればよいですか を教えて'],
  [
    'booking.cancel',
    'entry',
    '予約 入れた予約 明日の予約',
    'を取り消したい をやめたい をキャンセルしたい に行けなくなった',
  ],
  ['venue.parking', 'entry', '車 自動車 駐車場', 'で行けますか はありますか を停めたい に空きはあるか'],
  ['after.bath', 'entry', 'お風呂 シャワー 入浴', 'は入れますか してよいですか はいつから 当日は平気'],
  ['day.bring', 'entry', '持ち物 当日の荷物 必要な書類', 'は何ですか を教えて を忘れそう には何がいる'],
  ['outside.garbage', 'outside', '粗大ごみ 燃えるごみ 資源ごみ', 'の出し方 の日はいつ を捨てたい の回収'],
  ['thanks', 'smalltalk', 'ありがとう どうも 助かりました', 'ございます ね 感謝します です'],
  ['person', 'person', '人 職員 オペレーター', 'と話したい につないで お願いします に代わって'],
  [
    'complaint',
    'policy-topic',
    '職員の態度 係の対応 受付の言い方',
    'がひどい に腹が立つ を謝ってほしい が悪い',
  ],
];
const OWNERS: readonly Matchable[] = SUBJECTS.map(([id, kind, nouns, verbs]) => ({
  id,
  kind,
  phrasings: nouns.split(' ').flatMap((noun) => verbs.split(' ').map((verb) => noun + verb)),
}));
const DANGER = {
  life: [
    '息ができない',
    '母が倒れて返事をしません',
    '胸が苦しい、助けて',
    '意識がありません',
    '唇が紫色です',
    '救急車を呼んで',
    '息が苦しくて声が出ません',
    'けいれんが止まりません',
  ],
  selfHarm: ['死にたい', 'もう消えてしまいたい', '自殺を考えています', '生きていたくない'],
  ordinary: [
    '息切れする持病があります',
    '倒れたことがあるのですが打てますか',
    '死亡例はありますか',
    '救急車は会場に待機していますか',
    '昔けいれんを起こしました',
    '痛みますか',
  ],
};

let analyze: Analyzer;
let matcher: Matcher;
const build = (owners = OWNERS) =>
  makeMatcher(owners, learn({ owners, dangerWords: DANGER }, analyze), analyze);

beforeAll(async () => {
  analyze = makeAnalyzer(makeLexer(await loadKuromoji(), [['なくす', '紛失']]));
  matcher = build();
});

const idsOf = (text: string) => matcher.match(text).candidates.map(({ entryId }) => entryId);

describe('a match', () => {
  it.each([
    ['接種券をなくしてしまいました', 'ticket.lost'],
    ['せっしゅけんをなくしました', 'ticket.lost'],
    ['摂取券をなくしました', 'ticket.lost'],
    ['クーポンを紛失', 'ticket.lost'],
    ['予約をとりけしたいんですが', 'booking.cancel'],
    ['あしたの予約に行けなくなりました', 'booking.cancel'],
    ['駐車場', 'venue.parking'],
    ['風呂に入ってよいか', 'after.bath'],
    ['持ちものは', 'day.bring'],
  ])('of 「%s」 finds %s first', (text, entryId) => {
    expect(idsOf(text)[0]).toBe(entryId);
  });

  it('finds the right one for a slip of the finger', () => {
    expect(idsOf('接種券をなくしましあt')[0]).toBe('ticket.lost');
  });

  it('does not take が for か: a fuzzy search that drops marks would', () => {
    const exact = matcher.match('駐車場はありますか').candidates[0]?.confidence ?? 0;
    const marked = matcher.match('駐車場ばありまずが').candidates[0]?.confidence ?? 0;
    expect(marked).toBeLessThan(exact);
  });

  it.each(['', '   ', '🙂', '？', '\u0000', '\ud83d'])(
    'of %j is nothing: no candidate, no danger',
    (text) => {
      expect(matcher.match(text)).toMatchObject({ candidates: [], none: 1, danger: { signed: false } });
    },
  );

  it.each(['A', 'あ', 'ん', '1'])('of the single character %s is not sure of anything', (text) => {
    for (const { confidence } of matcher.match(text).candidates) expect(confidence).toBeLessThan(0.5);
  });

  it.each(['量子コンピューターの原理', 'qwertyuiop', 'ゴルフの打ち方を知りたい', '明日の株価はどうなる'])(
    'of 「%s」, which nobody has a word for, has nothing confident',
    (text) => {
      const { candidates, none } = matcher.match(text);
      for (const { confidence } of candidates) expect(confidence).toBeLessThan(0.5);
      expect(none).toBeGreaterThan(0.5);
    },
  );

  it('never passes a fuzzy score on as a confidence: what a phrasing contains fits perfectly and says little', () => {
    expect(fuzzyCloseness('を教えて', ['予約を教えて', '持ち物を教えて'])).toEqual([
      expect.closeTo(1, 1),
      expect.closeTo(1, 1),
    ]);
    for (const { confidence } of matcher.match('を教えて').candidates) expect(confidence).toBeLessThan(0.9);
  });

  it('lets what is not an entry compete: a question about rubbish is not answered by a neighbour', () => {
    const { candidates, rivals } = matcher.match('粗大ごみの出し方を知りたい');
    expect(rivals[0]).toMatchObject({ kind: 'outside', id: 'outside.garbage' });
    expect(rivals[0]?.confidence).toBeGreaterThan(candidates[0]?.confidence ?? 0);
  });

  it('knows its own phrasings word for word, whatever the marks and spaces', () => {
    expect(matcher.match('駐車場はありますか？').exact).toEqual({ kind: 'entry', id: 'venue.parking' });
    expect(matcher.match(' どうも です。').exact).toEqual({ kind: 'smalltalk', id: 'thanks' });
    expect(matcher.match('駐車場はありますかねえ').exact).toBeUndefined();
  });

  it('does not call exact what two of them say', () => {
    const twins: Matchable[] = [
      ...OWNERS,
      { id: 'twin', kind: 'outside', phrasings: ['駐車場はありますか'] },
    ];
    const both = build(twins);
    expect(both.match('駐車場はありますか').exact).toBeUndefined();
  });

  it('says why: the nearest phrasing, with the words, letters and sounds that they share', () => {
    const [best] = matcher.match('予約をキャンセルしたいです').candidates;
    expect(best).toMatchObject({ entryId: 'booking.cancel' });
    expect(best?.evidence.map(({ retriever }) => retriever)).toEqual(
      expect.arrayContaining(['word', 'bigram', 'reading']),
    );
    expect(best?.evidence.find(({ retriever }) => retriever === 'word')).toMatchObject({
      phrasing: '予約をキャンセルしたい',
      shared: expect.arrayContaining(['キャンセル']) as unknown,
    });
  });

  it('takes one word for terse, a sentence not', () => {
    expect([matcher.match('予約').terse, matcher.match('予約を取り消したい').terse]).toEqual([true, false]);
  });

  it('has confidences from 0 to 1, best first, that leave room for none and the rivals', () => {
    const words = fc.constantFrom(
      '接種券',
      '予約',
      'を',
      'なくした',
      '取り消し',
      'たい',
      '車',
      '🙂',
      'ごみ',
      'zz',
      ' ',
      '人',
      'お風呂',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (list) => {
        const { candidates, none } = matcher.match(list.join(''));
        const confidences = candidates.map(({ confidence }) => confidence);
        expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
        for (const confidence of [...confidences, none]) {
          expect(confidence).toBeGreaterThanOrEqual(-1e-9);
          expect(confidence).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(confidences.reduce((sum, confidence) => sum + confidence, none)).toBeLessThanOrEqual(1 + 1e-9);
        expect(new Set(candidates.map(({ entryId }) => entryId)).size).toBe(candidates.length);
        expect(candidates.length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same from every build: weights and confidences to the last digit', () => {
    const again = build();
    expect(again.weights).toEqual(matcher.weights);
    for (const text of ['接種券をなくした', '予約', '息ができない', 'ごみ'])
      expect(again.match(text)).toEqual(matcher.match(text));
  });

  it('does not depend on what was asked before', () => {
    const first = matcher.match('予約をやめたい');
    ['車', '息ができない', 'ー'.repeat(4000), ''].forEach((text) => matcher.match(text));
    expect(matcher.match('予約をやめたい')).toEqual(first);
  });
});

describe('danger', () => {
  it.each(['息ができません、助けて', '父が倒れて返事をしない', '急に意識がなくなった'])(
    'is seen in 「%s」',
    (text) => {
      const { danger } = matcher.match(text);
      expect(danger.life).toBeGreaterThan(0.5);
      expect(danger.signed).toBe(true);
    },
  );

  it.each(['死にたいです', '自殺を考えてしまいます'])('to oneself is seen in 「%s」', (text) => {
    expect(matcher.match(text).danger['self-harm']).toBeGreaterThan(0.5);
  });

  it.each([
    '予約を取り消したい',
    '駐車場はありますか',
    '死亡例はありますか',
    '昔けいれんを起こしましたが打てますか',
  ])('is not seen in 「%s」', (text) => {
    const { danger } = matcher.match(text);
    expect(danger.life + danger['self-harm']).toBeLessThan(0.4);
  });

  it('is found at the end of a long story', () => {
    const { danger } = matcher.match(
      '昨日は会場まで車で行って駐車場に停めました。係の人は親切でした。今、母が倒れて返事をしません。',
    );
    expect(danger.life).toBeGreaterThan(0.4);
  });
});
