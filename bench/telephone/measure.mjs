import { LOUD } from './caller.mjs';
import { parts } from './parts.mjs';

const FRAME_MS = 20;
/** Over AudioSocket the desk sends silence as well. */
const SILENCE = 0xff;
/** A prompt has no pause so long, so this is where it ended. The desk's own pause between two sentences is 240 ms. */
const SILENT_MS = 300;
/** From a caller's packets: for each act when the prompt was silent and when the answer began. All in milliseconds from packet to packet. */
export function measure({ acts, audio: { frames } }) {
  const { frameEnergy } = parts();
  const loud = frames.filter(({ ulaw }) => frameEnergy(ulaw) > LOUD).map(({ at }) => at);
  return acts
    .filter(({ firstSent }) => firstSent !== undefined)
    .map(({ kind, question, interrupts, firstSent, lastSent }) => {
      const silentAt = interrupts ? endOfSpeech(loud, firstSent) : undefined;
      const answerAt = loud.find((at) => at > lastSent);
      return {
        ...{ kind, question, lastSent, answerAt },
        packetAt: frames.find(({ at, ulaw }) => at > lastSent && ulaw.some((byte) => byte !== SILENCE))?.at,
        silentMs: silentAt === undefined ? undefined : silentAt - firstSent,
        // What is heard is an answer only after a silence.
        responseMs:
          answerAt === undefined || loud.some((at) => at <= lastSent && at > lastSent - SILENT_MS)
            ? undefined
            : answerAt - lastSent,
      };
    });
}

/** The end of the last loud packet before the first silence. */
function endOfSpeech(loud, from) {
  let last = from;
  for (const at of loud) {
    if (at <= from) continue;
    if (at - last > SILENT_MS) break;
    last = at;
  }
  return last + FRAME_MS;
}

/** How far from 20 ms the packets of one stream are apart (RFC 3550's D, absolute), in milliseconds. */
export function jitter({ frames }) {
  const apart = [];
  for (let k = 1; k < frames.length; k += 1) {
    const sent = frames[k].stamp - frames[k - 1].stamp;
    if (sent === 160) apart.push(Math.abs(frames[k].at - frames[k - 1].at - FRAME_MS));
  }
  return apart;
}

/** Where the time of each response went: until the words were there, until the first packet of the answer, and until it was loud. */
export function partsOfResponses(acts, phrases) {
  return acts.flatMap(({ question, responseMs, lastSent, packetAt, answerAt }) => {
    const words = phrases.find(({ text, at }) => text === question.text && at > lastSent && at < packetAt);
    if (words === undefined || responseMs === undefined) return [];
    return { words: words.at - lastSent, desk: packetAt - words.at, soft: answerAt - packetAt };
  });
}
