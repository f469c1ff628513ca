import type { SpokenText } from '../ports';
import type { Draft } from './draft';
import { askPerson, leave, listen, openMenu } from './moves';
import { goOn } from './progress';
import { canWait, offer, wait } from './waiting';
import { askKeys, askNumber } from './wishes';

/** Nothing was said, or nothing that could be understood: rephrases with an example, then the key menu, then a person. */
export function help(d: Draft, why: 'noInput' | 'noMatch' | 'tooLong'): void {
  if (why !== 'noInput' && keeps(d)) return;
  const failures = d.state.failures + 1;
  d.set({ failures });
  const { phase } = d;
  switch (phase.name) {
    case 'offering':
    case 'number':
    case 'message':
      return helpToLeaveWish(d, failures);
    case 'answering':
      if (why === 'noInput' && d.state.got.answered) return afterAnswer(d, failures);
      return helpToAsk(d, why, failures);
    case 'choosing':
      if (failures > 1) return helpToAsk(d, why, failures);
      return again(d, d.prompt('choiceHelp'));
    default:
      return helpToAsk(d, why, failures);
  }
}

/** Of one portion: who goes on making sounds wants something else. */
const RESUMES = 2;

/** A sound that says nothing takes nothing from the caller: neither the answer under way nor the digits keyed so far. */
function keeps(d: Draft): boolean {
  const { phase } = d;
  if (phase.name === 'number' && phase.step === 'keying') return phase.digits !== '';
  if (phase.name !== 'answering' || phase.resumed >= RESUMES) return false;
  const { cut } = d.state;
  if (cut === undefined && phase.rest.length === 0) return false;
  if (cut === undefined) goOn(d, d.prompt('resume'));
  else {
    d.set({ phase: { ...phase, resumed: phase.resumed + 1 } });
    // The second time the line is among the words already.
    d.say([...(phase.resumed === 0 ? d.prompt('resume') : []), ...cut], false);
  }
  return true;
}

/** Says the last words again. */
export function again(d: Draft, before: readonly SpokenText[] = []): void {
  const { last } = d.state;
  d.say([...before, ...last], false);
}

function helpToAsk(d: Draft, why: 'noInput' | 'noMatch' | 'tooLong', failures: number): void {
  if (failures >= 3) return askPerson(d);
  if (failures === 2)
    return openMenu(d, 'topics', d.prompt(why === 'noInput' ? 'noInput' : 'noMatch').slice(0, 1));
  if (d.phase.name === 'listening' && d.phase.menu !== undefined) return again(d, d.prompt('choiceHelp'));
  listen(d, d.prompt(why));
}

/** Silence after an answer: most callers are done. */
function afterAnswer(d: Draft, failures: number): void {
  if (failures >= 2) return leave(d, [], 'answered');
  d.say(d.prompt('anythingElse'), false);
}

function helpToLeaveWish(d: Draft, failures: number): void {
  const { phase } = d;
  if (phase.name !== 'offering' && phase.name !== 'number' && phase.name !== 'message') return;
  const { line } = phase;
  if (failures < 3) return phase.name === 'number' && phase.step === 'keying' ? askKeys(d, line) : again(d);
  if (canWait(d, line)) return wait(d, line, []);
  if (phase.name === 'offering') return leave(d, [], 'silent');
  d.set({ failures: 1 });
  if (phase.name === 'message') return askNumber(d, line);
  offer(d, line);
}
