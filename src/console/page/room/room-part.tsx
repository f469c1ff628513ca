import type { ComponentChildren } from 'preact';

interface RoomPartProps {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** One part of the room with its heading; wide tables scroll inside it, reachable by keyboard. */
export function RoomPart({ id, title, children }: RoomPartProps) {
  return (
    <section class="room-part" id={id} aria-labelledby={`${id}-title`} tabIndex={0}>
      <h3 id={`${id}-title`}>{title}</h3>
      {children}
    </section>
  );
}
