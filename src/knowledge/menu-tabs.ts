import type { Pack } from './pack';

/** The tabs of the LINE menu; a button that names an entry says that entry's question, which always finds its answer. */
export function menuTabs({ line, entries }: Pack) {
  const questionOf = new Map(entries.map(({ id, question }) => [id, question]));
  return (line?.menu.tabs ?? []).map((tab) => ({
    ...tab,
    buttons: tab.buttons.map(({ entry, ...button }) => ({
      ...button,
      message: entry === undefined ? button.message : questionOf.get(entry),
    })),
  }));
}
