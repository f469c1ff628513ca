import { encodeMulaw } from '../audio/mulaw';
import type { MediaPort } from '../ports';

const RATE = 8_000;
/** As Japanese exchanges ring: 400 Hz wavering at 16 Hz, one second in three. */
const HERTZ = 400;
const WAVER = 16;
const LOUD = 4_000;

const TONE = encodeMulaw(
  Int16Array.from({ length: 3 * RATE }, (_, at) => {
    const angle = (2 * Math.PI * at) / RATE;
    return at < RATE ? LOUD * Math.sin(HERTZ * angle) * (0.7 + 0.3 * Math.sin(WAVER * angle)) : 0;
  }),
);

/** Lets the caller hear ringing until the result is called. */
export function ring(media: MediaPort): () => void {
  let times = 0;
  const again = (): void => {
    times++;
    media.write(TONE);
    media.mark(`ringing:${times}`);
  };
  const unsubscribe = media.onMark((id) => {
    if (id === `ringing:${times}`) again();
  });
  again();
  return () => {
    unsubscribe();
    media.flush();
  };
}
