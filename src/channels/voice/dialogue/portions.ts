import type { SpokenText } from '../ports';
import { roughMora } from './mora';

const SENTENCES = 3;
/** 20 seconds at 5 mora a second. */
const MORA = 100;

/** An answer in portions that can be remembered: at most three sentences, or 20 seconds. */
export function portionsOf(pieces: readonly SpokenText[]): SpokenText[][] {
  const portions: SpokenText[][] = [];
  let room = { sentences: 0, mora: 0 };
  for (const piece of pieces) {
    const mora = roughMora(piece);
    const last = portions.at(-1);
    if (
      last === undefined ||
      room.sentences >= SENTENCES ||
      (room.mora + mora > MORA && endsSentence(last))
    ) {
      portions.push([piece]);
      room = { sentences: Number(endsSentence([piece])), mora };
    } else {
      last.push(piece);
      room = { sentences: room.sentences + Number(endsSentence([piece])), mora: room.mora + mora };
    }
  }
  return portions;
}

function endsSentence(pieces: readonly SpokenText[]): boolean {
  return pieces.at(-1)?.text.endsWith('。') ?? true;
}
