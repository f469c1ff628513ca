import type { Section } from '../queue-sections';
import { QueueRow } from './queue-row';

/** More rows than anybody reads would only slow the page down. */
const SHOWN = 100;

interface QueueSectionProps {
  readonly section: Section;
  readonly current: string | undefined;
  readonly empty?: string | undefined;
}

/** One part of the list, with what to know when it is empty. */
export function QueueSection({ section: { id, title, rows }, current, empty }: QueueSectionProps) {
  if (rows.length === 0 && empty === undefined) return null;
  const more = rows.length - SHOWN;
  const list = (
    <ul class="rows">
      {rows.slice(0, SHOWN).map((row) => (
        <QueueRow key={row.handoffId} row={row} current={row.conversationId === current} />
      ))}
    </ul>
  );
  return (
    <section class={`queue-section ${id}`} aria-label={`${title} ${rows.length}件`}>
      <h3>
        {title}
        <span class="count">{rows.length}</span>
      </h3>
      {rows.length === 0 ? <p class="hint">{empty}</p> : list}
      {more > 0 && <p class="hint">ほか {more} 件</p>}
    </section>
  );
}
