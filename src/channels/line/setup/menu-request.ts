import type { messagingApi } from '@line/bot-sdk';
import { buttonBounds, MENU_SIZE, tabBounds, type MenuButton, type MenuTab } from './menu-layout';

interface Menu {
  readonly barText: string;
  readonly tabs: readonly MenuTab[];
}

/** The name that citizens' telephones know a tab by; the menu behind it may change. */
export function aliasOf(tabId: string): string {
  return `madoguchi-${tabId}`;
}

/** One tab as LINE takes it; `name` is for telling menus apart and is shown to nobody. `site`: the desk's address. */
export function menuRequest(menu: Menu, tab: MenuTab, { name, site }: { name: string; site: string }) {
  const tabs = tabBounds(menu.tabs).flatMap((bounds, index): messagingApi.RichMenuArea[] => {
    const { id = '', label } = menu.tabs[index] ?? {};
    const action = {
      type: 'richmenuswitch',
      label,
      richMenuAliasId: aliasOf(id),
      data: `tab=${id}`,
    } as const;
    return [{ bounds, action }];
  });
  const buttons = buttonBounds(tab).flatMap((bounds, index): messagingApi.RichMenuArea[] => {
    const button = tab.buttons[index];
    return button === undefined ? [] : [{ bounds, action: actionOf(button, site) }];
  });
  return {
    size: MENU_SIZE,
    selected: true,
    name,
    chatBarText: menu.barText,
    areas: [...tabs, ...buttons],
  } satisfies messagingApi.RichMenuRequest;
}

/** The label is what a screen reader says. */
function actionOf({ label, message, postback, page, uri }: MenuButton, site: string): messagingApi.Action {
  if (postback !== undefined) {
    const { data, says } = postback;
    return { type: 'postback', label, data, ...(says !== undefined && { displayText: says }) };
  }
  if (message !== undefined) return { type: 'message', label, text: message };
  return { type: 'uri', label, uri: uri ?? new URL(page ?? '/', site).href };
}
