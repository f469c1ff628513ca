/** Last characters of given names in kanji: a rest of one to three kanji after a surname that ends so is a given name. */
const ENDINGS = new Set(
  '子美代江枝恵香奈菜花華里理莉梨紀樹斗翔真也哉矢介助輔佑祐男夫雄郎朗太汰大一二三吉蔵造作司治次志史士仁行之幸弘宏博浩広明彰昭晃章彦光充満実稔誠正雅政勇武剛健賢隆孝貴秀英俊敏和義佳乃衣依音羽愛優心結陽葵蓮湊蒼陸悠颯律暖凛咲桜楓茜彩沙紗織穂帆波南海夏希季生央久亜茂進修守豊清潔勝勲功学徹哲透亨望翼潤淳順純準良亮涼諒遼遥遙瞳円鶴亀千春秋冬節雪絹糸綾文郁智知友朋友洋陽曜耀輝照瑛栄永寿喜嘉慶圭啓恵敬景薫馨操貞静妙世津都寧鈴麗玲伶怜澪未来生己巳伸信慎真晋新親臣人登昇紘鉄鋼銀金次嗣継',
);

/** Words that follow a surname-like beginning and are not given names (山口大学, 中野駅前, 石川先生). */
const NOT_GIVEN =
  /(?:[院科県市区町村駅店局園校線川通橋会室館所薬側方宛宅家課係員街台寺社城湾港空道路島山岳国都府郡部層物業品製技研器機医歯眼耳鼻皮内外小大中高前後上下左右本支]|先生|先輩|夫妻|夫婦|兄弟|一家|一族|親子|二人|一人|三人|両名|双子|医師|看護師|保健師|主任|部長|課長|係長|市長|町長|議員|教授|弁護士)$/;
const COUNTED = /^[一二三四五六七八九十](?:人|回|度|日|時|番|名|丁|階|号|組|世)/;
const KANJI_GIVEN = /^[\u4e00-\u9fff々]{1,3}$/;
/** Given names of one or two kanji whose last character is in the list above for words, too. */
const EXCEPTIONS = new Set(
  '大 学 円 南 大小 内外 中高 前後 上下 左右 世代 時代 年代 一同 一方 二次 一次 大変 大人 人生 学生 先生 新人 本人 主人 夫人 病人 老人 知人 大臣 友人 他人 個人'.split(
    ' ',
  ),
);
const KATAKANA_GIVEN = /^[ァ-ヴー]{2,4}$/;
const KATAKANA_WORDS =
  /^(?:コロナ|ワクチン|クリニック|ホーム|センター|ホール|ビル|ハイツ|コーポ|ストア|バス|タクシー|ケア|デイ|スポーツ|ジム|パン|カフェ|ドラッグ|メディカ|グループ|ファミリ)/;

const KANA_GIVEN = new Set(
  (
    'ゆうと はると そうた ひなた さくら ゆい あおい みなと れん りく はるき ゆうき こうき たいき だいき そら ひろと けんた しょうた ' +
    'りょうた りょう たける かいと ゆうま ゆうた いつき はやと たくみ かなと あさひ なぎ りつ つむぎ ひまり めい いちか こはる あかり ' +
    'みお りお りこ ゆな はな はるか ほのか ななみ まな かのん みゆ みゆう えま しおり ひより あやか まい まお のあ ここな さき さな ' +
    'ことね すず にこ ゆずき ゆあ りん かえで なつき みく あやね けいた しゅん たろう はなこ じろう いちろう さぶろう ゆうこ けいこ ' +
    'さつき みさき こうた さゆり みどり ひさし きよこ けんじ けんいち かおり かおる のぞみ めぐみ まゆみ くみこ えみこ ゆみこ ともこ なおこ まさこ ' +
    'のりこ みちこ せつこ せいこ れいこ としこ ふみこ すみこ てるこ あきこ あきら さとし さとる まこと おさむ つとむ みのる みつる いさむ まもる ' +
    'ひであき よしお よしえ ゆきこ ゆき あき みき みほ りか りさ えり あい あゆみ まりこ まり ちえこ ちえ ひろみ なおみ あけみ かずみ たつや ' +
    'ゆうすけ だいすけ けいすけ しんじ こうじ ゆうじ しゅんすけ たくや てつや なおき ひでき まさき ともき こうへい しょうへい かずき はるき ' +
    'ようこ かずこ ひろこ よしこ きよし ひろし たかし つよし まさお かずお しげる とめ うめ はつ きよ ふみ ちよ みよ しづ いと'
  ).split(' '),
);

export function isGivenInKanji(text: string): boolean {
  if (!KANJI_GIVEN.test(text) || EXCEPTIONS.has(text) || COUNTED.test(text)) return false;
  const commonName =
    /(?:大|介|南|内|前|上|中)$/.test(text) &&
    text.length === 2 &&
    /^[翔雄悠健裕勇亮蒼啓圭由真佳友美夏]/.test(text);
  return commonName || (!NOT_GIVEN.test(text) && ENDINGS.has(text.charAt(text.length - 1)));
}

export function isGivenInKatakana(text: string): boolean {
  return KATAKANA_GIVEN.test(text) && !KATAKANA_WORDS.test(text);
}

/** Common given names in hiragana, for 「うちの子ゆうとは…」, where any other word could stand as well. */
export function isGivenInHiragana(text: string): boolean {
  return KANA_GIVEN.has(text);
}

/** Words that follow a surname in hiragana and are not given names: 「田中ですけど」, 「佐藤から」. */
const NOT_GIVEN_IN_HIRAGANA =
  /^(?:です|でし|でご|だけ|だが|さん|さま|とか|から|まで|より|とい|とも|とお|なの|なん|ので|のに|たち|くん|ちゃ|って|かも|かな|こと|ひとり|ふたり|みたい|らし|いい|もう|おり|いま|けど|ども|[はがのにもをとでへやかさ])/;

/** Any other given name in hiragana after a surname, when `after` shows that the name ends there. */
export function unknownGivenInHiragana(rest: string): number {
  const match =
    /^([ぁ-ゖ]{1,3}[子美代江枝恵香奈]|[ぁ-ゖ]{2,4}?)(?=です|で、|と(?:申|もうし|いい|言い)|さん|さま|様|[、。()・]|$)/.exec(
      rest,
    );
  return match?.[1] !== undefined && !NOT_GIVEN_IN_HIRAGANA.test(match[1]) ? match[1].length : 0;
}
