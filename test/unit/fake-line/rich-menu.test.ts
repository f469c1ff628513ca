import { FakeLine } from '../../fakes/line/fake-line';
import { lineClient, refusalOf } from './line-client';

let line: FakeLine;
beforeEach(async () => {
  line = await new FakeLine().start();
});
afterEach(() => line.stop());

const SIZE = { width: 800, height: 540 };
const AREA = {
  bounds: { x: 0, y: 0, width: 800, height: 540 },
  action: { type: 'message', label: '予約', text: '予約したい' },
};
const MENU = { size: SIZE, selected: true, name: 'menu', chatBarText: 'メニュー', areas: [AREA] };

const create = (menu: object) => lineClient(line).createRichMenu(menu);

/** The head of a PNG is all that is read; `bytes` in all. */
function png({ width, height } = SIZE, bytes = 100): Blob {
  const picture = Buffer.alloc(bytes);
  Buffer.from('89504e470d0a1a0a', 'hex').copy(picture);
  picture.writeUInt32BE(width, 16);
  picture.writeUInt32BE(height, 20);
  return new Blob([new Uint8Array(picture)], { type: 'image/png' });
}

test.each<[string, object, string]>([
  ['too narrow', { ...MENU, size: { width: 799, height: 300 } }, 'size.width'],
  ['too wide', { ...MENU, size: { width: 2501, height: 843 } }, 'size.width'],
  ['too flat', { ...MENU, size: { width: 800, height: 249 } }, 'size.height'],
  ['too square', { ...MENU, size: { width: 800, height: 600 } }, 'size'],
  ['a bar text of 15', { ...MENU, chatBarText: 'あ'.repeat(15) }, 'chatBarText'],
  ['a name of 301', { ...MENU, name: 'x'.repeat(301) }, 'name'],
  ['21 areas', { ...MENU, areas: Array<object>(21).fill(AREA) }, 'areas'],
  ['an area outside', { ...MENU, areas: [{ ...AREA, bounds: { ...AREA.bounds, x: 1 } }] }, 'areas[0].bounds'],
  [
    'an area without a label',
    { ...MENU, areas: [{ ...AREA, action: { type: 'message', text: 'あ' } }] },
    'areas[0].action.label',
  ],
  ['no word on opening', { ...MENU, selected: undefined }, 'selected'],
])('a menu that is or has %s is refused', async (_name, menu, property) => {
  const { status, details } = await refusalOf(create(menu));
  expect(status).toBe(400);
  expect(details.map((detail) => detail.split(': ')[0])).toContain(property);
});

test('a picture must be a PNG or JPEG of the menu’s size, at most 1 MB, and comes once', async () => {
  const client = lineClient(line);
  const { richMenuId } = await create(MENU);
  for (const wrong of [
    png({ width: 801, height: 540 }),
    png(SIZE, 1024 * 1024 + 1),
    new Blob([new Uint8Array(50)], { type: 'image/png' }),
    new Blob([png()], { type: 'image/gif' }),
  ])
    expect((await refusalOf(client.setRichMenuImage(richMenuId, wrong))).status).toBe(400);
  await client.setRichMenuImage(richMenuId, png());
  expect((await refusalOf(client.setRichMenuImage(richMenuId, png()))).message).toContain(
    'already been uploaded',
  );
});

test('a menu without a picture is given to nobody and gets no alias', async () => {
  const client = lineClient(line);
  const { richMenuId } = await create(MENU);
  expect((await refusalOf(client.setDefaultRichMenu(richMenuId))).message).toContain('must upload');
  expect((await refusalOf(client.createRichMenuAlias({ richMenuAliasId: 'a', richMenuId }))).status).toBe(
    400,
  );
  await client.setRichMenuImage(richMenuId, png());
  await client.setDefaultRichMenu(richMenuId);
  expect(await client.getDefaultRichMenuId()).toEqual({ richMenuId });
});

test('an alias is taken once, can be moved, and leads a tab to its menu', async () => {
  const client = lineClient(line);
  const other = { type: 'richmenuswitch', label: '会場', richMenuAliasId: 'second', data: 'tab=second' };
  const [first, second] = [
    await create({ ...MENU, areas: [{ ...AREA, action: other }] }),
    await create(MENU),
  ];
  for (const { richMenuId } of [first, second]) await client.setRichMenuImage(richMenuId, png());
  await client.createRichMenuAlias({ richMenuAliasId: 'second', richMenuId: first.richMenuId });
  const again = client.createRichMenuAlias({ richMenuAliasId: 'second', richMenuId: second.richMenuId });
  expect((await refusalOf(again)).message).toBe('conflict richmenu alias id');
  await client.updateRichMenuAlias('second', { richMenuId: second.richMenuId });
  const hanako = line.user('花子');
  expect(hanako.act(other)).toMatchObject({
    type: 'postback',
    postback: { data: 'tab=second', params: { newRichMenuAliasId: 'second', status: 'SUCCESS' } },
  });
  expect(line.world.menuOfUser.get(hanako.userId)).toBe(second.richMenuId);
  await client.deleteRichMenu(second.richMenuId);
  expect(line.world.violations).toEqual([expect.stringContaining('alias')]);
  expect(
    (await refusalOf(client.updateRichMenuAlias('nobody', { richMenuId: first.richMenuId }))).status,
  ).toBe(404);
});
