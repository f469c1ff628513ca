import { distance as slips } from 'fastest-levenshtein';

/** People of the desk, as citizens call them. */
const STAFF =
  '(オペレーター?|人間|にんげん|ニンゲン|担当者?|たんとうしゃ|係の(人|方|者)|係員|職員(さん)?|しょくいん|相談員(さん)?|責任者|上司|課長|スタッフ|生身の人|本物の人|有人|ちゃんとした人|誰か|だれか|どなたか|operator|human)';
const TO_SPEAK =
  '(お?話(し|せ|さ|す|を)|(?<=[とに] ?)お?はな[しさ]|喋|しゃべ|代わ|替わ|かわっ|かわり|つな[いげが]|繋|取り?次|回して|聞いて(もら|ほし|欲し|くださ)|相談(し|さ))';
const TO_COME =
  '(出し|出せ|だして|だせ|出て|出られ|出ん|呼べ|呼んで|お願い|おねがい|希望|プリーズ|頼む|please|よろ|に引き継)';

/** Plain wishes to speak with a human being. Normalised text; indirect ones are left to the phrasings of policy.yaml. */
const WISHES = [
  new RegExp(`${STAFF}(さん|様)?[にとへがをは]?(直接|電話で)?${TO_SPEAK}`),
  new RegExp(`${STAFF}(さん|様)?[をはがに]?(の?サポート|対応)?[をはが]?${TO_COME}`),
  new RegExp(`(?<![本他隣の友病老個婦大成代])人[にとへを]?(直接|電話で|ちゃんと)?(${TO_SPEAK}|出し|出せ)`),
  /(ロボット|機械|ai|自動音声|チャットボット|bot).{0,12}(なく|嫌|いや|だめ|無理|より).{0,8}人/,
  /^(担当者?|たんとうしゃ|係員|係の人|責任者|上司|職員|人間?|にんげん|有人|有人チャット|相談員)(さん)?(を|に|と|へ)?[。!]?$/,
];
/** The sentence is about somebody else, or about the staff themselves. */
const NOT_A_WISH =
  /(付き添い|介護|家族|医療|看護|通訳|知り合い|友だち|友達|近所|同居|施設|会社).{0,4}(人|職員|スタッフ|担当者|上司)|上司(から|が|は)|(課|部|部署)(は|って)?(どこ|何)|責任者(は|って)(誰|だれ|市長)|(?<!(いただけ|もらえ|でき|くれ|願え|ください|くださり))ますか$|ですか$/;

const OPERATOR = 'オペレーター';
const KATAKANA = /[ァ-ヴー]{5,8}/g;
const SLIPS = 2;
/** A long sentence with an operator in it is more often about one than for one. */
const LONGEST_CALL = 16;

/** Whether the citizen asks for a human being in so many words. `text` is normalised. */
export function asksForPerson(text: string): boolean {
  if (WISHES.some((wish) => wish.test(text)) && !NOT_A_WISH.test(text)) return true;
  if (text.length > LONGEST_CALL || /か[?。]?$/.test(text)) return false;
  return text.match(KATAKANA)?.some(meansOperator) ?? false;
}

/** 「オペーレター」「オペレータオペレータ」 */
function meansOperator(word: string): boolean {
  return word.startsWith('オ') && Math.min(slips(word, OPERATOR), slips(word.slice(0, 5), OPERATOR)) <= SLIPS;
}
