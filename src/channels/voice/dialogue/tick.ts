import { LIMITS } from './dialogue-settings';
import type { TimerName } from './dialogue-state';
import { type Draft } from './draft';
import { awayTooLong, resumeSpeech, tooLong, unclear } from './hearing';
import { again, help } from './help';
import { digitsEnd } from './keys';
import { openMenu } from './moves';
import { goOn, said, turnFailed, waitAfterRing } from './progress';
import { offer, placeWords, ringNext, wait } from './waiting';
import { wishTaken } from './wishes';

/** What is due, in this order when several are. */
const ORDER: readonly TimerName[] = [
  'barge', 'speech', 'talk', 'unheard', 'interDigit', 'noInput', 'turn', 'filler', 'away', 'awayPerson', 'ring', 'offer', 'announce',
]; // prettier-ignore

/** Time has passed: one thing that is due happens; the rest is due still, with the next tick. */
export function tick(d: Draft): void {
  const name = ORDER.find((timer) => (d.state.due[timer] ?? Infinity) <= d.at);
  if (name === undefined) return;
  d.stop(name);
  ACTS[name](d);
}

const ACTS: Readonly<Record<TimerName, (d: Draft) => void>> = {
  barge: resumeSpeech,
  speech: (d) => {
    const { speech } = d.state;
    d.effects.push({ kind: 'flush' });
    said(d, speech?.id ?? 0);
  },
  talk: tooLong,
  unheard: unclear,
  interDigit: digitsEnd,
  noInput: (d) => {
    const { phase } = d;
    if (phase.name === 'answering' && phase.rest.length > 0) goOn(d);
    else if (phase.name === 'number' && phase.step === 'keying' && phase.digits !== '') digitsEnd(d);
    else help(d, 'noInput');
  },
  turn: (d) => {
    if (d.phase.name === 'wishing') wishTaken(d, d.phase, false);
    else turnFailed(d);
  },
  filler: (d) => {
    const { phase } = d;
    if (phase.name !== 'thinking') return d.say(d.prompt('filler'), false);
    d.set({ phase: { ...phase, fillers: phase.fillers + 1 } });
    d.say(d.prompt(phase.fillers === 0 ? 'filler' : 'fillerAgain'), false);
  },
  away: (d) => {
    d.set({ hearing: 'away' });
    const { name } = d.phase;
    if (name === 'greeting' || name === 'listening') openMenu(d, 'topics', d.prompt('away'));
    else if (name === 'choosing') again(d, d.prompt('away'));
  },
  awayPerson: awayTooLong,
  ring: (d) => {
    d.effects.push({ kind: 'cancel-transfer' });
    if (d.phase.name === 'ringing') waitAfterRing(d, d.phase.line);
  },
  announce: (d) => {
    if (d.phase.name !== 'queue') return;
    const { line } = d.phase;
    const again = line === undefined || line.position <= 1;
    if (again && d.at - (d.state.rang ?? 0) >= LIMITS.announce) return ringNext(d, line);
    wait(d, line, placeWords(d, line));
  },
  offer: (d) => {
    if (d.phase.name === 'queue') offer(d, d.phase.line);
    else d.timer('offer', LIMITS.interDigit);
  },
};
