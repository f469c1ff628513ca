import type { TurnContext } from 'botbuilder';
import { CHANNELS, type Channel } from '../src/conversation/channel';

/** What the citizen said in this turn. */
export function textOf(context: TurnContext): string {
  return (context.activity.text ?? '').trim();
}

/** The door it came through; anything unknown is treated as the website. */
export function channelOf(context: TurnContext): Channel {
  return CHANNELS.find((channel) => channel === context.activity.channelId) ?? 'web';
}

/** How a message came that was written on LINE. */
export interface LineOrigin {
  /** text, sticker, image, … */
  readonly received: string;
  /** In a talk with one person, not in a group. */
  readonly personal: boolean;
}

/** Undefined for what was not written on LINE: on the city's page, too, conversations of LINE go on. */
export function lineOriginOf(context: TurnContext): LineOrigin | undefined {
  return (context.activity.channelData as { line?: LineOrigin } | undefined)?.line;
}

const YES =
  /^(はい|うん|ええ|そう|おかげ(さま|様)で)?(です|ね)?(もう|無事に?)?((解決|わか(り|っ)|分か(り|っ)|大丈夫|だいじょうぶ|助か(り|っ)|ok|できま)[ぁ-ん]*)?$/;
const NO =
  /^(いいえ|いや|ううん|いえ|違い?ます|ちがい?ます)?(まだ|全然|ぜんぜん)?(です|だ)?((解決|わか|分か)(して|でき|り|ら)?(い|ま)?(ません|ない|ず)[ぁ-ん]*)?$/;
const STOPS =
  /^(もう|やっぱり|やはり)?(待つの(を|は))?(やめ(る|ます|たい(です)?|て|ておきます)|キャンセル(します|する)?|取り?やめ(ます)?|結構です|けっこうです|いいです)$/;

/** 「はい」「うん、わかった」「解決しました」. */
export function saysYes(text: string): boolean {
  return YES.test(bare(text)) && !NO.test(bare(text));
}

/** 「いいえ」「まだです」「解決してません」. */
export function saysNo(text: string): boolean {
  return NO.test(bare(text)) && bare(text) !== '';
}

/** Whether someone in the queue wants to leave it; `label`: the button that does. */
export function stopsWaiting(text: string, label: string): boolean {
  return says(text, label) || STOPS.test(bare(text));
}

/** Whether the citizen pressed (or typed) this button. */
export function says(text: string, label: string): boolean {
  return bare(text) === bare(label);
}

/** 「2」「２番」「二」 as 2, 「一番上」 as 1; 0 when the words are not just a number. */
export function numberIn(text: string): number {
  const plain = text.normalize('NFKC').trim();
  if (/^(一番|いちばん)?(上|うえ|最初|はじめ|初め)(の|の(もの|やつ|方|ほう))?(です)?。?$/.test(plain))
    return 1;
  const match = /^([1-9一二三四五])(番|番目|つ目|です|ばん)*。?$/.exec(plain);
  if (!match?.[1]) return 0;
  const kanji = '一二三四五'.indexOf(match[1]);
  return kanji >= 0 ? kanji + 1 : Number(match[1]);
}

function bare(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s、。,.!?ー〜~]/g, '');
}
