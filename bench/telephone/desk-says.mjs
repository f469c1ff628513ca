const FRAME_BYTES = 160;
/** Packets come every 20 ms while the desk speaks, also between its sentences. When it takes a sound for the caller it stops for 300 ms
 *  at least; a shorter hole is a machine that had something else to do. */
const HOLE_MS = 250;
/** Between two sentences there are 240 ms of silent packets. */
const BREATH_PACKETS = 20;
/** Half a second of a sentence is no other's. */
const SURE_PACKETS = 25;
/** Asterisk drops a packet that it was given too soon after another. */
const MAY_DROP = 10;
/** A sentence may begin too softly to be heard for so long. */
const SOFT_PACKETS = 15;
/** Positive and negative zero sound the same; samples that went through 16 bits come back as one of them. */
const [ZERO, MINUS_ZERO] = [0xff, 0x7f];
const SILENCE = Buffer.alloc(FRAME_BYTES, ZERO);

/** What the desk may say, packet by packet: packets pass Asterisk unchanged, so a sentence is known by its first half second. A
 *  sentence `of` something
 *  answers a question or stands in an answer's place; `isLast`: after it the desk may be silent. */
export function scriptOf({ questions, excuses, around }, sounds) {
  const sentence = (spoken, of, isLast = false) => ({
    of,
    isLast,
    text: spoken.text,
    packets: packetsOf(sounds(spoken)),
  });
  return [
    ...questions.flatMap(({ id, answer }) => answer.map((spoken) => sentence(spoken, id))),
    ...excuses.map((spoken) => sentence(spoken, spoken.text, true)),
    ...around.flatMap((list) =>
      list.map((spoken, k) => sentence(spoken, spoken.text, k === list.length - 1)),
    ),
  ];
}

/** What begins to be heard at that time, as `scriptOf` names it; undefined: nothing of the script. */
export function heardAt({ frames }, at, script) {
  const loud = frames.findIndex((frame) => frame.at >= at);
  const from = Math.max(0, loud - SOFT_PACKETS);
  const near = frames.slice(from, loud + SURE_PACKETS);
  const packets = near.map(({ ulaw }) => nameOf(ulaw));
  for (let k = 0; k <= loud - from; k += 1)
    for (const { of, packets: said } of script) if (begins(said, k, packets)) return of;
  return undefined;
}

/** How many sentences were heard, and those that the desk did not bring to their end, or after which it was silent too early: what a
 *  caller hears as being interrupted. */
export function sentencesHeard({ frames }, script) {
  const packets = frames.map(({ ulaw }) => nameOf(ulaw));
  const broken = [];
  let heard = 0;
  for (let from = 0; from < packets.length;) {
    const said = script.find((sentence) => begins(sentence.packets, from, packets));
    if (said === undefined) {
      from += 1;
      continue;
    }
    heard += 1;
    const came = withoutHole(frames, from, said.packets.length);
    from += came;
    const isWhole = came >= said.packets.length - MAY_DROP;
    if (!isWhole || (!said.isLast && withoutHole(frames, from, BREATH_PACKETS) < BREATH_PACKETS))
      broken.push(`${said.text} (${came} of ${said.packets.length} packets)`);
  }
  return { heard, broken };
}

function begins(sentence, from, packets) {
  for (let k = 0; k < Math.min(SURE_PACKETS, sentence.length); k += 1)
    if (packets[from + k] !== sentence[k]) return false;
  return true;
}

/** How many packets came from there on, at most so many, before none came for a while. */
function withoutHole(frames, from, most) {
  let came = 0;
  while (came < most && frames[from + came] !== undefined) {
    const before = frames[from + came - 1];
    if (came > 0 && frames[from + came].at - before.at > HOLE_MS) break;
    came += 1;
  }
  return came;
}

function packetsOf(ulaw) {
  return Array.from({ length: Math.ceil(ulaw.length / FRAME_BYTES) }, (_, at) =>
    nameOf(
      Buffer.concat([ulaw.subarray(at * FRAME_BYTES, (at + 1) * FRAME_BYTES), SILENCE]).subarray(
        0,
        FRAME_BYTES,
      ),
    ),
  );
}

function nameOf(packet) {
  return Buffer.from(packet.map((byte) => (byte === MINUS_ZERO ? ZERO : byte))).toString('latin1');
}
