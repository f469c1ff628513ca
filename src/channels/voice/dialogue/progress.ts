import type { SpokenText } from '../ports';
import type { DialogueEvent, HeardReply, Line } from './dialogue-event';
import { reached, type Draft } from './draft';
import { askPerson, listen, openMenu } from './moves';
import { portionsOf } from './portions';
import { connect, ringNext, wait } from './waiting';

type Replied = Extract<DialogueEvent, { kind: 'replied' }>;
type Outcome = Extract<DialogueEvent, { kind: 'transferred' }>['outcome'];

/** Picks up, says who answers, and listens. */
export function begin(d: Draft): void {
  const { city, demonstration, hearing } = d.settings;
  if (d.phase.name !== 'new') return;
  d.effects.push({ kind: 'pick-up' });
  d.set({ hearing: hearing ? 'on' : 'off', heard: d.at });
  const greeting = [...d.prompt('greeting', { city }), ...(demonstration ? d.prompt('demonstration') : [])];
  if (!hearing) return openMenu(d, 'topics', [...greeting, ...d.prompt('keysOnly')]);
  d.go({ name: 'greeting', menu: undefined });
  d.effects.push({ kind: 'expect', segmentation: 'open' });
  d.say([...greeting, ...d.prompt('open')]);
}

/** Playback is over: the caller's turn, or the next thing. */
export function said(d: Draft, id: number): void {
  const { speech, untold } = d.state;
  if (speech?.id !== id) return;
  d.set({ speech: undefined, heard: d.at, untold: speech.pieces.length > 0 ? [] : untold });
  d.stop('speech', 'barge');
  const { phase } = d;
  switch (phase.name) {
    case 'greeting':
      return d.set({ phase: { ...phase, name: 'listening' } });
    case 'connecting':
      return ringNext(d, phase.line);
    case 'queue':
      return d.hold();
    case 'leaving':
      if (phase.person) return askPerson(d);
      d.effects.push({ kind: 'hang-up' });
      return d.end(phase.reason ?? reached(d.state));
    case 'thinking':
    case 'wishing':
      return d.fillSilence();
    default:
  }
}

/** The bot has answered. An answer to words that were followed by others is not said any more, but a handoff counts. */
export function replied(d: Draft, { turn, replies, owner, line }: Replied): void {
  if (d.phase.name !== 'thinking' || (turn !== d.state.turn && owner === 'bot')) return;
  const pieces = wordsOf(replies.filter(({ decision }) => decision !== 'dialog' || owner === 'bot'));
  if (owner === 'queue') return connect(d, line, pieces);
  if (owner === 'person') return wait(d, line, d.prompt('stillWaiting'));
  if (pieces.length === 0) return listen(d, d.prompt('failed'));
  const decided = replies.find(({ decision }) => decision === 'answer' || decision === 'emergency');
  const choices = replies.at(-1)?.choices ?? [];
  if (decided === undefined && choices.length > 1) return choose(d, choices, pieces);
  if (decided !== undefined) return answer(d, decided, pieces);
  d.go({ name: 'answering', rest: [], map: false, resumed: 0 });
  d.say(pieces);
}

function choose(d: Draft, choices: readonly string[], pieces: readonly SpokenText[]): void {
  d.go({ name: 'choosing', choices: choices.slice(0, 8) });
  d.set({ failures: 0 });
  d.effects.push({ kind: 'expect', segmentation: 'short' });
  d.say(pieces);
}

function answer(d: Draft, { decision, map }: HeardReply, pieces: readonly SpokenText[]): void {
  const emergency = decision === 'emergency';
  const [first = [], ...rest] = emergency ? [pieces] : portionsOf(pieces);
  d.set({ failures: 0, got: { ...d.state.got, [emergency ? 'emergency' : 'answered']: true } });
  const offersMap = map === true && d.settings.canSendMap;
  d.go({ name: 'answering', rest, map: offersMap, resumed: 0 });
  d.effects.push({ kind: 'expect', segmentation: 'open' });
  d.say([...first, ...(emergency ? d.prompt('emergencyAfter') : afterPortion(d))]);
  d.set({ last: first });
}

/** The next portion of a long answer. `before`: said first. */
export function goOn(d: Draft, before: readonly SpokenText[] = []): void {
  if (d.phase.name !== 'answering') return;
  const [next = [], ...rest] = d.phase.rest;
  d.go({ ...d.phase, rest, resumed: 0 });
  d.say([...before, ...next, ...afterPortion(d)]);
  d.set({ last: next });
}

/** How the caller gets more. */
function afterPortion({ phase, settings }: Draft): readonly SpokenText[] {
  if (phase.name === 'answering' && phase.rest.length > 0) return settings.prompt('moreAnswer');
  const { callerLast } = settings;
  const map = phase.name === 'answering' && phase.map && callerLast !== undefined;
  return [
    ...(map ? settings.prompt('mapOffer', { last: callerLast }) : []),
    ...settings.prompt('afterAnswer'),
  ];
}

/** The bot could not be asked, or has not answered in time. */
export function turnFailed(d: Draft): void {
  if (d.phase.name !== 'thinking') return;
  if (d.phase.person) return connect(d, undefined);
  const failures = d.state.failures + 1;
  d.set({ failures });
  if (failures >= 2) return connect(d, undefined, d.prompt('failed'));
  listen(d, d.prompt('failed'));
}

/** The talk with a person is over, or there was none. */
export function transferred(d: Draft, outcome: Outcome): void {
  const { phase } = d;
  if (phase.name !== 'ringing' && phase.name !== 'talking') return;
  if (outcome === 'talked' || phase.name === 'talking') d.set({ got: { ...d.state.got, person: true } });
  if (outcome === 'caller-hung-up') return d.end(reached(d.state));
  d.set({ heard: d.at });
  if (phase.name === 'talking' || outcome === 'talked') return listen(d, d.prompt('personEnds'));
  waitAfterRing(d, phase.line);
}

/** Nobody answered: the place in the queue is kept. */
export function waitAfterRing(d: Draft, line: Line | undefined): void {
  wait(d, line, [...d.prompt('noAnswer'), ...placeOrNothing(d, line)]);
}

function placeOrNothing(d: Draft, line: Line | undefined): readonly SpokenText[] {
  if (line === undefined || line.position < 1) return [];
  const place = d.prompt('place', { place: String(line.position) });
  return line.wait === undefined ? place : [...place, ...d.prompt('wait', { wait: line.wait })];
}

function wordsOf(replies: readonly HeardReply[]): SpokenText[] {
  return replies.flatMap(({ pieces }) => pieces);
}
