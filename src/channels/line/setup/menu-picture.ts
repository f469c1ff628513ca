import { createHash } from 'node:crypto';
import type { MenuTab } from './menu-layout';

/** Changes with the drawing itself, so that old pictures are not taken for new ones. */
const DRAWING = 1;

/**
 * The file that holds the picture of a tab: its name changes with everything that is drawn on it, so a picture that no longer
 * shows the city's words cannot be sent by mistake.
 */
export function menuPicture(tabs: readonly MenuTab[], tab: MenuTab): string {
  const drawn = [
    DRAWING,
    tabs.map(({ id, label }) => [id, label]),
    tab.id,
    tab.buttons.map(({ label, note }) => [label, note]),
  ];
  const hash = createHash('sha256').update(JSON.stringify(drawn)).digest('hex').slice(0, 8);
  return `${tab.id}.${hash}.png`;
}
