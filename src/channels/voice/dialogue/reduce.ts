import type { Effect } from './dialogue-effect';
import type { DialogueEvent, Line } from './dialogue-event';
import type { SpokenText } from '../ports';
import type { DialogueSettings } from './dialogue-settings';
import type { DialogueState } from './dialogue-state';
import { Draft, reached } from './draft';
import {
  takeAway,
  takeBack,
  takeHypothesis,
  takeNoMatch,
  takePhrase,
  takeSound,
  takeSilence,
} from './hearing';
import { takeKey } from './keys';
import { begin, replied, said, transferred, turnFailed } from './progress';
import { settle } from './settle';
import { tick } from './tick';
import { connect, placeWords, ring, ringNext, wait } from './waiting';
import { wishTaken } from './wishes';
import { LIMITS } from './dialogue-settings';

export interface Step {
  readonly state: DialogueState;
  readonly effects: readonly Effect[];
}

/** The dialogue of one telephone call: what was heard becomes what is said and done, and when. Pure: time comes with the event, and
 *  `state.due` says when to send the next `tick`. After `end` nothing follows. */
export function reduce(state: DialogueState, event: DialogueEvent, settings: DialogueSettings): Step {
  if (state.phase.name === 'ended') return { state, effects: [] };
  const d = new Draft(state, event.at, settings);
  take(d, event);
  settle(d);
  return { state: d.state, effects: d.effects };
}

function take(d: Draft, event: DialogueEvent): void {
  switch (event.kind) {
    case 'started':
      return begin(d);
    case 'hung-up':
      return d.end(reached(d.state));
    case 'tick':
      return tick(d);
    case 'said':
      return said(d, event.id);
    case 'key':
      return takeKey(d, event.key);
    case 'replied':
      return replied(d, event);
    case 'turn-failed':
      return event.turn === d.state.turn ? turnFailed(d) : undefined;
    default:
      return isHeard(event) ? takeHeard(d, event) : takePeople(d, event);
  }
}

type HeardKind = 'speech-started' | 'speech-ended' | 'hypothesis' | 'phrase' | 'no-match' | 'away' | 'back';
type Heard = Extract<DialogueEvent, { kind: HeardKind }>;
type People = Extract<
  DialogueEvent,
  { kind: 'line' | 'taken' | 'told' | 'answered' | 'transferred' | 'wish-taken' | 'map-sent' }
>;

const HEARD: readonly string[] = [
  'speech-started',
  'speech-ended',
  'hypothesis',
  'phrase',
  'no-match',
  'away',
  'back',
] satisfies readonly HeardKind[];

function isHeard(event: Heard | People): event is Heard {
  return HEARD.includes(event.kind);
}

function takeHeard(d: Draft, event: Heard): void {
  switch (event.kind) {
    case 'away':
      return takeAway(d, event.sinceMs);
    case 'back':
      return takeBack(d);
    case 'speech-started':
      return takeSound(d);
    case 'speech-ended':
      return takeSilence(d);
    case 'hypothesis':
      return takeHypothesis(d, event.text);
    case 'phrase':
      return takePhrase(d, event);
    case 'no-match':
      return takeNoMatch(d);
  }
}

function takePeople(d: Draft, event: People): void {
  const { phase } = d;
  switch (event.kind) {
    case 'line':
      return phase.name === 'queue' ? moveInLine(d, phase.line, event.line) : undefined;
    case 'taken':
      return isWaiting(d) ? ring(d, event.operatorId, undefined) : undefined;
    case 'told':
      return tell(d, event.pieces);
    case 'answered':
      return pickedUp(d);
    case 'transferred':
      return transferred(d, event.outcome);
    case 'wish-taken':
      return phase.name === 'wishing' ? wishTaken(d, phase, event.ok) : undefined;
    case 'map-sent':
      return mapSent(d, event.ok);
  }
}

/** Read to who waits; the wait goes on. While a telephone rings, the words are kept for the case that nobody picks up. */
function tell(d: Draft, pieces: readonly SpokenText[]): void {
  if (!isWaiting(d) && d.phase.name !== 'ringing') return;
  const untold = [...d.state.untold, ...d.prompt('operatorSays'), ...pieces];
  d.set({ untold });
  if (d.phase.name === 'offering') d.say([...untold, ...d.state.last], false);
  else if (d.phase.name !== 'ringing') d.say(untold);
}

function mapSent(d: Draft, ok: boolean): void {
  if (d.phase.name === 'answering') d.say(d.prompt(ok ? 'mapSent' : 'mapFailed'));
}

function pickedUp(d: Draft): void {
  if (d.phase.name !== 'ringing') return;
  d.go({ name: 'talking' });
  d.set({ untold: [] });
}

/** The place was read again: told when it has changed, and the first one is rung for. */
function moveInLine(d: Draft, before: Line | undefined, line: Line): void {
  if (!line.open) return connect(d, line);
  if (line.position === before?.position && line.wait === before.wait) return;
  if (line.position === 1 && mayRingAgain(d)) return ringNext(d, line);
  wait(d, line, placeWords(d, line));
}

function mayRingAgain({ state, at }: Draft): boolean {
  return state.rang === undefined || at - state.rang >= LIMITS.announce;
}

/** Waits for a person, whatever is being said meanwhile. */
function isWaiting({ phase }: Draft): boolean {
  return phase.name === 'queue' || phase.name === 'offering' || phase.name === 'connecting';
}
