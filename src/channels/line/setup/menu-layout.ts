/** A tab of the rich menu, as the city writes it (knowledge/…/line.yaml). */
export interface MenuTab {
  readonly id: string;
  readonly label: string;
  readonly buttons: readonly MenuButton[];
}

export interface MenuButton {
  readonly label: string;
  readonly note?: string | undefined;
  readonly message?: string | undefined;
  readonly postback?: { readonly data: string; readonly says?: string | undefined } | undefined;
  readonly page?: string | undefined;
  readonly uri?: string | undefined;
}

/** Pixels of the picture. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The largest that LINE suggests: letters stay sharp on every telephone. */
export const MENU_SIZE = { width: 2500, height: 1686 };
const TABS_HEIGHT = 330;

/** Where each tab stands, left to right along the top. */
export function tabBounds(tabs: readonly MenuTab[]): Bounds[] {
  return inRow(tabs.length, 0, TABS_HEIGHT);
}

/** Where each button of a tab stands: one row up to three, else two. */
export function buttonBounds({ buttons }: MenuTab): Bounds[] {
  const rows = buttons.length > 3 ? 2 : 1;
  const height = Math.floor((MENU_SIZE.height - TABS_HEIGHT) / rows);
  const first = Math.ceil(buttons.length / rows);
  return [
    ...inRow(first, TABS_HEIGHT, height),
    ...inRow(buttons.length - first, TABS_HEIGHT + height, height),
  ];
}

function inRow(count: number, y: number, height: number): Bounds[] {
  const width = Math.floor(MENU_SIZE.width / Math.max(count, 1));
  return Array.from({ length: count }, (_, index) => ({ x: index * width, y, width, height }));
}
