import { waysOut, type PlaceTold, type WayOut } from '../src/answering/queue-wording';
import { numberIn, says } from './turn-words';

/** Other words for the buttons, which callers cannot see. */
const OTHER_WORDS: readonly (readonly [WayOut, RegExp])[] = [
  ['message', /伝言|ことづけ|言付け|メッセージ/],
  [
    'callback',
    /折り?返し|(電話|でんわ).{0,6}(ください|下さい|ほしい|欲しい|もらえ|いただけ|お願い)|かけ直し/,
  ],
  ['stay', /^(今の|この)?まま.?(待|ま)(つ|ち)|^待って?(い|お)?(ます|る)|^待ちます/],
];
const LONGEST = 40;

/** Which of the ways that are offered at this place the citizen takes; `labels`: the buttons, in the same order. */
export function wayTaken(text: string, place: PlaceTold, labels: readonly string[]): WayOut | undefined {
  const ways = waysOut(place);
  const pressed = labels.findIndex((label) => says(text, label));
  if (pressed >= 0) return ways[pressed];
  if (ways.length === 1 || text.length > LONGEST) return undefined;
  const numbered = ways[numberIn(text) - 1];
  return numbered ?? OTHER_WORDS.find(([way, words]) => ways.includes(way) && words.test(text))?.[0];
}
