import { LIMITS } from './dialogue-settings';
import type { TimerName } from './dialogue-state';
import type { Draft } from './draft';

/** Whatever has happened: while the caller hears nothing and says nothing, something is due. Nobody is ever left in silence. */
export function settle(d: Draft): void {
  if (d.phase.name === 'ended') return;
  if (d.state.speech !== undefined) return ensure(d, 'speech', LIMITS.speech);
  switch (d.phase.name) {
    case 'new':
    case 'talking':
      return;
    case 'thinking':
    case 'wishing':
      ensure(d, 'turn', LIMITS.turn);
      return 'filler' in d.state.due ? undefined : d.fillSilence();
    case 'ringing':
      return ensure(d, 'ring', LIMITS.ring + LIMITS.turn);
    case 'queue':
      return d.hold();
    default:
      if (!TAKES_INPUT.some((name) => name in d.state.due))
        d.timer('noInput', isBetweenPortions(d) ? LIMITS.goOn : LIMITS.noInput);
  }
}

const TAKES_INPUT: readonly TimerName[] = ['talk', 'unheard', 'interDigit', 'noInput'];

function ensure(d: Draft, name: TimerName, ms: number): void {
  if (!(name in d.state.due)) d.timer(name, ms);
}

function isBetweenPortions({ phase }: Draft): boolean {
  return phase.name === 'answering' && phase.rest.length > 0;
}
