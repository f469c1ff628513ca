/** One phoneme, or `pau`, a pause, with begin and end in seconds from the beginning of the sound. */
export interface Phoneme {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const LABEL = /^(\d+) (\d+) [^-\s]+-([^+\s]+)\+/gm;
const AFTER_LABELS = '[Global parameter]';
const TICKS_PER_SECOND = 1e7;

/** What Open JTalk says it spoke: its trace (`-ot`) lists every phoneme with begin and end in units of 100 ns. Without the silence at both
 *  ends; none when nothing was spoken. `stretch`: how many times longer everything really is. */
export function readTrace(trace: string, stretch: number): Phoneme[] {
  // What follows the labels, most of the file, is about the sound's parameters.
  const labelled = trace.slice(0, trace.includes(AFTER_LABELS) ? trace.indexOf(AFTER_LABELS) : undefined);
  const seconds = (ticks: string | undefined) => (Number(ticks) * stretch) / TICKS_PER_SECOND;
  return [...labelled.matchAll(LABEL)]
    .map(([, begin, end, name = '']) => ({ name, from: seconds(begin), to: seconds(end) }))
    .filter(({ name }) => name !== 'sil');
}
