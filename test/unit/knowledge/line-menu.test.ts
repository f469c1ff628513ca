import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { menuPicture } from '../../../src/channels/line/setup/menu-picture';
import { MENU_SIZE } from '../../../src/channels/line/setup/menu-layout';
import { checkReferences } from '../../../src/knowledge/checks/references';
import { lineSchema } from '../../../src/knowledge/line-menu';
import { menuTabs } from '../../../src/knowledge/menu-tabs';
import { imageSize } from '../../fakes/line/rich-menu-schema';
import { realDesk, type RealDesk } from '../../helpers/real-desk';

const PICTURES = join(__dirname, '../../../knowledge/komae/line');

let real: RealDesk;
beforeAll(async () => {
  real = await realDesk();
});

test('every button of the menu leads to the entry that it names', () => {
  const { pack } = real.desk;
  const named = (pack.line?.menu.tabs ?? []).flatMap(({ buttons }) => buttons);
  const said = menuTabs(pack).flatMap(({ buttons }) => buttons);
  const led = said.flatMap(({ label, message }, index) => {
    const entry = named[index]?.entry;
    if (entry === undefined || message === undefined) return [];
    const { decision } = real.ask(message);
    return [[label, entry, decision.kind === 'answer' ? decision.answers[0]?.entryId : decision.kind]];
  });
  expect(led.length).toBeGreaterThan(10);
  expect(led.filter(([, wanted, found]) => wanted !== found)).toEqual([]);
  expect(real.ask('人と話したい').decision.kind).toBe('handoff');
});

test('the pictures show today’s words, at LINE’s size and under 300 KB', () => {
  const tabs = menuTabs(real.desk.pack);
  for (const tab of tabs) {
    const file = join(PICTURES, menuPicture(tabs, tab)); // `npm run line -- draw` makes it
    expect(imageSize(readFileSync(file))).toEqual({ type: 'image/png', ...MENU_SIZE });
    expect(statSync(file).size).toBeLessThan(300_000);
  }
});

test('other words on the menu want another picture', () => {
  const [first, second] = menuTabs(real.desk.pack);
  if (!first || !second) throw new Error('Komae has three tabs');
  const changed = { ...first, buttons: first.buttons.map((button) => ({ ...button, note: 'ほか' })) };
  expect(menuPicture([changed, second], changed)).not.toBe(menuPicture([first, second], first));
});

test('a button that names no entry is reported', () => {
  const line = { menu: { barText: 'メニュー', tabs: [{ id: 'a', label: 'あ', buttons: [{ label: 'い', entry: 'booking.hov' }] }] } };
  const { pack } = real.desk;
  const problems = checkReferences({ pack: { ...pack, line }, entries: [], unfitIds: ['booking.how'], unread: [], sources: {} }, 0);
  expect(problems.map(({ code, hint }) => [code, hint])).toContainEqual(['menu.broken', expect.stringContaining('booking.how')]);
});

test.each([
  ['two things at once', { label: 'あ', message: 'い', page: '/faq' }],
  ['nothing', { label: 'あ' }],
  ['script', { label: 'あ', uri: 'javascript:alert(1)' }],
  ['a label that does not fit', { label: 'あ'.repeat(13), message: 'い' }],
])('a button with %s is refused', (_name, button) => {
  const menu = { barText: 'メニュー', tabs: [{ id: 'a', label: 'あ', buttons: [button] }] };
  expect(lineSchema.safeParse({ menu }).success).toBe(false);
});
