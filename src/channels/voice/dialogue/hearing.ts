import type { DialogueEvent } from './dialogue-event';
import { LIMITS } from './dialogue-settings';
import type { Draft } from './draft';
import {
  callerWord,
  isNod,
  isOnlyYes,
  meansNo,
  meansYes,
  spokenDigits,
  spokenKey,
  type CallerWord,
} from './caller-words';
import { again, help } from './help';
import { ask, askPerson, leave, listen } from './moves';
import { pressKey, wantPerson } from './keys';
import { takeDigits, leaveWish } from './wishes';
import { placeWords, wait } from './waiting';

type PhraseEvent = Extract<DialogueEvent, { kind: 'phrase' }>;

/** Below this the words are likelier wrong than right, as the service itself says. */
const SURE_ENOUGH = 0.25;

/** A sound that may be speech: silence at once, until it is clear what it is. */
export function takeSound(d: Draft): void {
  // One sentence may be several sounds.
  const sameBreath = d.at - d.state.spoke < LIMITS.breath;
  d.set({ spoke: Infinity, begun: justAsked(d) || (sameBreath ? d.state.begun : '') });
  if (d.state.hearing !== 'on' || !takesWords(d)) return;
  const { speech } = d.state;
  if (speech === undefined) return beginTalk(d);
  if (speech.paused) return;
  d.set({ speech: { ...speech, paused: true }, heard: d.at });
  d.effects.push({ kind: 'pause' });
  d.timer('barge', LIMITS.barge);
}

export function takeSilence(d: Draft): void {
  if (!isHeard(d)) return;
  d.set({ spoke: d.at - LIMITS.lag });
  if (!('talk' in d.state.due)) return;
  d.stop('talk');
  d.timerOfSilence('unheard', LIMITS.unheard);
}

export function takeHypothesis(d: Draft, text: string): void {
  if (text.trim() === '') return;
  // Within a sound that began before the question was complete.
  d.set({ begun: justAsked(d) || d.state.begun });
  if (takesWords(d)) giveFloor(d, text);
}

/** Words: the caller has the floor. */
function giveFloor(d: Draft, text: string): void {
  if (isNodding(d, text)) return resumeSpeech(d);
  const { speech, cut, due } = d.state;
  d.quiet();
  d.set({ cut: speech?.pieces ?? cut });
  const isUnnoticed = 'talk' in due ? !isHeard(d) : isLongSilent(d);
  if (!('talk' in due) && (isHeard(d) || isUnnoticed)) beginTalk(d);
  // A voice too low to be noticed as a sound: only more hypotheses tell that it goes on.
  if (isUnnoticed) d.set({ spoke: d.at - LIMITS.lag });
  if (!isHeard(d)) d.timerOfSilence('unheard', LIMITS.unheard);
}

/** Nothing could be made of a sound. What is being said goes on. */
export function unclear(d: Draft): void {
  if (!takesWords(d)) return;
  if (d.state.speech === undefined) return help(d, 'noMatch');
  if (!isHeard(d)) resumeSpeech(d);
}

/** A sound while we speak was no speech. */
export function resumeSpeech(d: Draft): void {
  const { speech } = d.state;
  if (!speech?.paused) return;
  d.stop('barge');
  d.set({ speech: { ...speech, paused: false } });
  d.effects.push({ kind: 'resume' });
}

/** Something was heard, but no words; who still speaks may yet say some. */
export function takeNoMatch(d: Draft): void {
  if (!(isHeard(d) && 'talk' in d.state.due)) unclear(d);
}

/** Words that are complete. Danger comes before everything else. */
export function takePhrase(d: Draft, { text, confidence, danger }: PhraseEvent): void {
  if (!isListening(d) || text.trim() === '') return;
  // Words without a sound: a voice that was not noticed.
  if (isLongSilent(d)) d.set({ spoke: d.at });
  if (danger !== undefined && danger.length > 0) return warn(d, text, danger);
  const word = callerWord(text);
  if (word !== undefined) return takeWord(d, word);
  if (confidence !== undefined && confidence < SURE_ENOUGH) return unclear(d);
  takeWords(d, text);
}

/** Recognition is away: keys only after three seconds, a person after ten. */
export function takeAway(d: Draft, sinceMs: number): void {
  if (d.state.hearing !== 'on') return;
  d.set({ keyed: false });
  d.timer('away', Math.max(0, LIMITS.away - sinceMs));
  d.timer('awayPerson', Math.max(0, LIMITS.awayPerson - sinceMs));
}

export function takeBack(d: Draft): void {
  d.stop('away', 'awayPerson');
  if (d.state.hearing === 'away') d.set({ hearing: 'on' });
}

/** The caller, or something, is to be heard now. */
function isHeard({ state }: Draft): boolean {
  return state.spoke === Infinity;
}

/** What is recognised now cannot come from the last sound. */
function isLongSilent({ state, at }: Draft): boolean {
  return state.spoke < at - LIMITS.words;
}

/** With a person, or over: nothing that is heard is ours. */
function isListening({ phase }: Draft): boolean {
  return !['new', 'ringing', 'talking', 'ended'].includes(phase.name);
}

const TAKES_WORDS = ['greeting', 'listening', 'answering', 'choosing', 'offering', 'number', 'message'];

/** Somebody who speaks now has the floor. */
function takesWords({ phase }: Draft): boolean {
  return TAKES_WORDS.includes(phase.name);
}

function beginTalk(d: Draft): void {
  d.stop('noInput', 'unheard');
  d.timer('talk', LIMITS.talk);
}

/** The guidance itself; the bot is told as well, so that it is on record and the case goes first. */
function warn(d: Draft, text: string, danger: NonNullable<PhraseEvent['danger']>): void {
  const turn = d.state.turn + 1;
  const { phase } = d;
  d.set({ turn, got: { ...d.state.got, emergency: true }, failures: 0 });
  d.effects.push({ kind: 'ask', turn, text, by: 'voice' });
  const waits = phase.name === 'queue' || phase.name === 'offering' || phase.name === 'connecting';
  if (!waits) d.go({ name: 'answering', rest: [], map: false, resumed: 0 });
  d.say([...danger, ...d.prompt('emergencyAfter')]);
}

function takeWord(d: Draft, word: CallerWord): void {
  switch (word) {
    case 'repeat':
      return again(d);
    case 'slow':
      d.set({ pace: 'slow' });
      return again(d, d.prompt('slow'));
    case 'loud':
      return speakUp(d);
    case 'restart':
      return restart(d);
    case 'person':
      return wantPerson(d);
    case 'end':
      return leave(d, []);
  }
}

/** Louder once; more than that only the caller's telephone can do. */
function speakUp(d: Draft): void {
  const words = d.prompt(d.state.loud ? 'loudest' : 'loud');
  d.set({ loud: true });
  again(d, words);
}

/** Who waits keeps the place. */
function restart(d: Draft): void {
  d.set({ failures: 0 });
  if (d.phase.name === 'queue') return wait(d, d.phase.line, placeWords(d, d.phase.line));
  if ('line' in d.phase) return again(d);
  listen(d);
}

function takeWords(d: Draft, text: string): void {
  const { phase } = d;
  switch (phase.name) {
    case 'queue':
    case 'connecting':
    case 'wishing':
      return;
    case 'offering':
      return takeWay(d, text);
    case 'message':
      return leaveWish(d, { kind: 'message', text }, phase.line);
    case 'number':
      return takeNumberWords(d, text);
    case 'thinking':
      return phase.person ? undefined : askInWords(d, text);
    default:
      return takeQuestion(d, text);
  }
}

/** Who only shows that they listen does not want to be asked what they mean. After an offer it is a yes. */
function isNodding({ phase, state }: Draft, text: string): boolean {
  if (state.speech === undefined || !isNod(text)) return false;
  if (phase.name === 'answering') return phase.rest.length > 0 || !phase.map;
  return phase.name === 'greeting' || phase.name === 'listening';
}

function takeQuestion(d: Draft, text: string): void {
  if (isNodding(d, text)) return resumeSpeech(d);
  const key = spokenKey(text);
  const menu = d.phase.name === 'listening' && d.phase.menu !== undefined;
  const map = d.phase.name === 'answering' && (d.phase.map || d.phase.rest.length > 0) && isOnlyYes(text);
  if (menu && key !== undefined) return pressKey(d, String(key) as '1');
  if (map) return pressKey(d, '1');
  askInWords(d, text);
}

/** A question of several sentences is asked as one, however slowly it is said. */
function askInWords(d: Draft, words: string): void {
  const text = d.state.begun + words;
  d.set({ asked: { text, at: d.at }, begun: '' });
  ask(d, text, 'voice');
}

/** The question that was complete so short a while ago that whoever is heard now goes on with it; else empty. */
function justAsked({ state: { asked }, at }: Draft): string {
  return asked !== undefined && at - asked.at < LIMITS.breath ? asked.text : '';
}

function takeWay(d: Draft, text: string): void {
  if (/折り?返し|かけ直し/.test(text)) return pressKey(d, '1');
  if (/伝言|メッセージ|待ち|待つ|このまま/.test(text)) return pressKey(d, '2');
  if (/質問|ほか|他|やめ/.test(text)) return pressKey(d, '3');
  takeYesNo(d, text);
}

function takeYesNo(d: Draft, text: string): void {
  const key = spokenKey(text);
  if (key !== undefined) return pressKey(d, String(key) as '1');
  if (meansNo(text)) return pressKey(d, '2');
  if (meansYes(text)) return pressKey(d, '1');
  help(d, 'noMatch');
}

function takeNumberWords(d: Draft, text: string): void {
  if (d.phase.name !== 'number' || d.phase.step !== 'keying') return takeYesNo(d, text);
  const digits = spokenDigits(text);
  if (digits === '') return help(d, 'noMatch');
  takeDigits(d, d.phase, digits);
}

/** Somebody, or something, has been heard for too long. */
export function tooLong(d: Draft): void {
  if (takesWords(d)) help(d, 'tooLong');
}

/** Recognition has been away for so long that waiting for it would leave the caller alone. */
export function awayTooLong(d: Draft): void {
  const open = ['greeting', 'listening', 'choosing'].includes(d.phase.name);
  if (open && !d.state.keyed) askPerson(d);
}
