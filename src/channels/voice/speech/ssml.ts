import type { SpokenText } from '../ports';
import { cutAtReadings } from './reading-forms';

/** A document of SSML 1.0 for one stretch of speech: every word with a known reading as `<sub alias>`, because services guess readings of
 *  names, dates and numbers. `percent`: faster (positive) or slower than the voice's own speed. */
export function ssml({ text, readings }: SpokenText, voice: string, percent: number): string {
  const words = cutAtReadings(text, readings)
    .map((piece) =>
      piece.kana === undefined
        ? escape(piece.text)
        : `<sub alias="${escape(piece.kana)}">${escape(piece.text)}</sub>`,
    )
    .join('');
  const rate = `${percent >= 0 ? '+' : ''}${percent}%`;
  return (
    '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="ja-JP">' +
    `<voice name="${escape(voice)}"><prosody rate="${rate}">${words}</prosody></voice></speak>`
  );
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
