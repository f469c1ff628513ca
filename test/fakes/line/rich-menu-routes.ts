import { z } from 'zod';
import { token } from './ids';
import { checked, Refusal } from './refusal';
import { aliasId, imageSize, richMenu } from './rich-menu-schema';
import type { Answer, Call, Route } from './route';
import type { LineWorld, StoredMenu } from './world';

const MENU = '([^/]+)';

/** Rich menus, their pictures, their aliases and who has which. */
export const richMenuRoutes: readonly Route[] = [
  on('POST', '/richmenu/validate', ({ body }) => (checked(richMenu, body), {})),
  on('POST', '/richmenu', ({ body }, world) => {
    const menu = checked(richMenu, body);
    if (world.menus.size >= 1000) throw new Refusal(400, 'The maximum number of rich menus has been reached');
    const richMenuId = `richmenu-${token()}`;
    world.menus.set(richMenuId, { ...menu, richMenuId });
    return { body: { richMenuId } };
  }),
  on('GET', '/richmenu/list', (_call, world) => ({
    body: { richmenus: [...world.menus.values()].map(withoutImage) },
  })),
  on('GET', '/richmenu/alias/list', (_call, { aliases }) => ({
    body: { aliases: [...aliases].map(([richMenuAliasId, richMenuId]) => ({ richMenuAliasId, richMenuId })) },
  })),
  on('POST', '/richmenu/alias', addAlias),
  on('GET', `/richmenu/alias/${MENU}`, ({ parts: [alias = ''] }, world) => ({
    body: { richMenuAliasId: alias, richMenuId: menuBehind(world, alias) },
  })),
  on('POST', `/richmenu/alias/${MENU}`, ({ parts: [alias = ''], body }, world) => {
    menuBehind(world, alias);
    world.aliases.set(
      alias,
      drawn(world, checked(z.strictObject({ richMenuId: z.string() }), body).richMenuId, 400),
    );
    return { body: {} };
  }),
  on('DELETE', `/richmenu/alias/${MENU}`, ({ parts: [alias = ''] }, world) => {
    menuBehind(world, alias);
    world.aliases.delete(alias);
    return { body: {} };
  }),
  on('GET', `/richmenu/${MENU}`, ({ parts: [id = ''] }, world) => ({ body: withoutImage(menu(world, id)) })),
  on('DELETE', `/richmenu/${MENU}`, ({ parts: [id = ''] }, world) => {
    menu(world, id);
    if ([...world.aliases.values()].includes(id))
      world.violations.push('a rich menu was deleted that an alias still names');
    world.menus.delete(id);
    if (world.defaultMenu === id) world.defaultMenu = undefined;
    return { body: {} };
  }),
  { host: 'data', method: 'POST', path: path(`/richmenu/${MENU}/content`), answer: addImage },
  {
    host: 'data',
    method: 'GET',
    path: path(`/richmenu/${MENU}/content`),
    answer: ({ parts: [id = ''] }, world) => {
      const { image } = menu(world, id);
      if (!image) throw new Refusal(404, 'Not found');
      return { bytes: image };
    },
  },
  on('GET', '/user/all/richmenu', (_call, { defaultMenu }) => {
    if (defaultMenu === undefined) throw new Refusal(404, 'no default richmenu');
    return { body: { richMenuId: defaultMenu } };
  }),
  on('POST', `/user/all/richmenu/${MENU}`, ({ parts: [id = ''] }, world) => {
    world.defaultMenu = drawn(world, id, 404);
    return { body: {} };
  }),
  on('DELETE', '/user/all/richmenu', (_call, world) => {
    world.defaultMenu = undefined;
    return { body: {} };
  }),
];

function path(text: string): RegExp {
  return new RegExp(`^/v2/bot${text}$`);
}

function on(method: Route['method'], text: string, answer: Route['answer']): Route {
  return { host: 'api', method, path: path(text), answer };
}

function menu(world: LineWorld, id: string, status = 404): StoredMenu {
  const found = world.menus.get(id);
  if (!found) throw new Refusal(status, 'richmenu not found');
  return found;
}

/** Nobody can be given a menu without a picture. */
function drawn(world: LineWorld, id: string, status: number): string {
  if (!menu(world, id, status).image)
    throw new Refusal(400, 'must upload richmenu image before applying it to user');
  return id;
}

function menuBehind({ aliases }: LineWorld, alias: string): string {
  const id = aliases.get(alias);
  if (id === undefined) throw new Refusal(404, 'richmenu alias not found');
  return id;
}

function addAlias({ body }: Call, world: LineWorld): Answer {
  const asked = checked(z.strictObject({ richMenuAliasId: aliasId, richMenuId: z.string() }), body);
  if (world.aliases.has(asked.richMenuAliasId)) throw new Refusal(400, 'conflict richmenu alias id');
  world.aliases.set(asked.richMenuAliasId, drawn(world, asked.richMenuId, 400));
  return { body: {} };
}

function addImage({ parts: [id = ''], raw, headers }: Call, world: LineWorld): Answer {
  const found = menu(world, id);
  const image = raw.length > 10 ? imageSize(raw) : undefined;
  if (!image || headers['content-type'] !== image.type)
    throw new Refusal(400, 'The image must be a JPEG or PNG of its content type');
  if (raw.length > 1024 * 1024) throw new Refusal(400, 'The image must be at most 1 MB');
  if (image.width !== found.size.width || image.height !== found.size.height)
    throw new Refusal(
      400,
      `The image is ${image.width}×${image.height}; the rich menu says ${found.size.width}×${found.size.height}`,
    );
  if (found.image) throw new Refusal(400, 'An image has already been uploaded to the richmenu');
  found.image = { type: image.type, bytes: raw };
  return { body: {} };
}

function withoutImage({ richMenuId, size, selected, name, chatBarText, areas }: StoredMenu): object {
  return { richMenuId, size, selected, name, chatBarText, areas };
}
