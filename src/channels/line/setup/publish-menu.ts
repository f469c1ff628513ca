import { createHash } from 'node:crypto';
import { HTTPFetchError, type LineBotClient } from '@line/bot-sdk';
import type { MenuTab } from './menu-layout';
import { aliasOf, menuRequest } from './menu-request';

export interface MenuToPublish {
  readonly barText: string;
  readonly tabs: readonly MenuTab[];
  /** The desk's address, for buttons that open its pages. */
  readonly site: string;
  /** The PNG of each tab, by its id. */
  readonly pictures: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Ours among the menus of the account; others are left alone. */
const OURS = 'madoguchi:';

/**
 * Brings the tabs to LINE, may be repeated and interrupted at any point: a menu is known by its name, which holds the hash of all
 * that is in it. New menus come first, then the aliases and the default move to them, and only then the old ones go. Tells how
 * many menus were made and how many removed. Rejects as the SDK does.
 */
export async function publishMenu(
  client: LineBotClient,
  menu: MenuToPublish,
): Promise<{ made: number; removed: number }> {
  const { richmenus } = await client.getRichMenuList();
  const idOf = new Map<string, string>();
  let made = 0;
  for (const tab of menu.tabs) {
    const picture = menu.pictures.get(tab.id) ?? new Uint8Array();
    const name = nameOf(menu, tab, picture);
    const known = richmenus.find((other) => other.name === name);
    const usable = known !== undefined && (await hasPicture(client, known.richMenuId));
    if (!usable) made += 1;
    idOf.set(tab.id, usable ? known.richMenuId : await create(client, { menu, tab, name, picture }));
  }
  await moveAliases(client, idOf);
  await openFirst(client, idOf.get(menu.tabs[0]?.id ?? ''));
  const kept = new Set(idOf.values());
  const old = richmenus.filter(({ name, richMenuId }) => name.startsWith(OURS) && !kept.has(richMenuId));
  for (const { richMenuId } of old) await client.deleteRichMenu(richMenuId);
  return { made, removed: old.length };
}

function nameOf(menu: MenuToPublish, tab: MenuTab, picture: Uint8Array): string {
  const request = menuRequest(menu, tab, { name: '', site: menu.site });
  const hash = createHash('sha256')
    .update(JSON.stringify(request))
    .update(picture)
    .digest('hex')
    .slice(0, 12);
  return `${OURS}${tab.id}:${hash}`;
}

interface NewMenu {
  readonly menu: MenuToPublish;
  readonly tab: MenuTab;
  readonly name: string;
  readonly picture: Uint8Array<ArrayBuffer>;
}

async function create(client: LineBotClient, { menu, tab, name, picture }: NewMenu): Promise<string> {
  const { richMenuId } = await client.createRichMenu(menuRequest(menu, tab, { name, site: menu.site }));
  await client.setRichMenuImage(richMenuId, new Blob([picture], { type: 'image/png' }));
  return richMenuId;
}

/** Without one, an earlier run was cut off between making the menu and sending its picture. */
async function hasPicture(client: LineBotClient, richMenuId: string): Promise<boolean> {
  try {
    (await client.getRichMenuImage(richMenuId)).destroy();
    return true;
  } catch (error) {
    if (error instanceof HTTPFetchError && error.status === 404) return false;
    throw error;
  }
}

async function moveAliases(client: LineBotClient, idOf: ReadonlyMap<string, string>): Promise<void> {
  const { aliases } = await client.getRichMenuAliasList();
  const now = new Map(aliases.map(({ richMenuAliasId, richMenuId }) => [richMenuAliasId, richMenuId]));
  for (const [tabId, richMenuId] of idOf) {
    const richMenuAliasId = aliasOf(tabId);
    if (!now.has(richMenuAliasId)) await client.createRichMenuAlias({ richMenuAliasId, richMenuId });
    else if (now.get(richMenuAliasId) !== richMenuId)
      await client.updateRichMenuAlias(richMenuAliasId, { richMenuId });
  }
  const wanted = new Set([...idOf.keys()].map(aliasOf));
  const old = [...now.keys()].filter((alias) => alias.startsWith(aliasOf('')) && !wanted.has(alias));
  for (const alias of old) await client.deleteRichMenuAlias(alias);
}

async function openFirst(client: LineBotClient, richMenuId: string | undefined): Promise<void> {
  if (richMenuId !== undefined) await client.setDefaultRichMenu(richMenuId);
}
