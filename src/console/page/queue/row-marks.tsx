import type { ConsoleRow } from '../../wire';
import { PRIORITY_WORDS, SLA_WORDS } from '../words';
import { Age } from './age';

/** Age with its colour, shape and word; why it stands first; whether the citizen is still there. */
export function RowMarks({ row }: { readonly row: ConsoleRow }) {
  // Whoever is served does not wait any more: an age there would be read as the talk's.
  const ticking = row.state !== 'active' && row.state !== 'wrap-up';
  const { shape, text } = SLA_WORDS[row.sla];
  return (
    <>
      {row.priorityReason && <span class="tag strong">{PRIORITY_WORDS[row.priorityReason]}</span>}
      {row.citizenAway && <span class="tag">離れています</span>}
      {row.held && <span class="tag">保留中</span>}
      {ticking && (
        <span class={`sla ${row.sla}`}>
          <span aria-hidden="true">{shape} </span>
          <Age since={row.waitingSince} />
          <span class={row.sla === 'good' ? 'hidden' : ''}> {text}</span>
        </span>
      )}
    </>
  );
}
