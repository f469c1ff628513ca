import { actOf, KEY_LIST, type Stroke } from '../../../src/console/page/keys';

const stroke = (change: Partial<Stroke>): Stroke => ({
  key: '',
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...change,
});
const text = { inText: true, letterKeys: true };
const page = { inText: false, letterKeys: true };

test('F2 takes the next citizen, also while writing', () => {
  expect(actOf(stroke({ key: 'F2' }), text)).toBe('take');
});

test('Alt goes by the place of the key: on macOS Option+N types a sign', () => {
  expect(actOf(stroke({ key: 'Dead', code: 'KeyN', altKey: true }), text)).toBe('take');
  expect(actOf(stroke({ key: '¡', code: 'Digit1', altKey: true }), text)).toBe('insert-1');
});

test('AltGr, which browsers report as Ctrl+Alt, and the browser’s own combinations are left alone', () => {
  expect(actOf(stroke({ code: 'KeyN', altKey: true, ctrlKey: true }), page)).toBeUndefined();
  expect(actOf(stroke({ code: 'KeyN', altKey: true, shiftKey: true }), page)).toBeUndefined();
  expect(actOf(stroke({ key: 'F2', shiftKey: true }), page)).toBeUndefined();
});

test('single letters work outside text only, and can be switched off', () => {
  expect(actOf(stroke({ key: '?', shiftKey: true }), page)).toBe('keys');
  expect(actOf(stroke({ key: '?', shiftKey: true }), text)).toBeUndefined();
  expect(actOf(stroke({ key: 'j' }), { inText: false, letterKeys: false })).toBeUndefined();
});

test('each act has one line in the list', () => {
  const acts = KEY_LIST.map(({ act }) => act);
  expect(new Set(acts).size).toBe(acts.length);
});
