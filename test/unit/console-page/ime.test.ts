import { ImeWatch, sends } from '../../../src/console/page/ime';

const enter = (change: Partial<Parameters<typeof sends>[0]> = {}): Parameters<typeof sends>[0] => ({
  key: 'Enter',
  isComposing: false,
  keyCode: 13,
  timeStamp: 1000,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...change,
});

test('a plain Enter sends', () => {
  expect(sends(enter(), new ImeWatch(), 'enter')).toBe(true);
});

test.each([
  ['Chrome and Firefox: the event says so', { isComposing: true }],
  ['Safari: key code 229 after the composition has ended', { keyCode: 229 }],
  ['a new line is wanted', { shiftKey: true }],
  ['Alt+Enter', { altKey: true }],
])('it does not send: %s', (_why, change) => {
  expect(sends(enter(change), new ImeWatch(), 'enter')).toBe(false);
});

test('an Enter between the begin and the end of a composition never sends, whatever the event says', () => {
  const ime = new ImeWatch();
  ime.started();
  expect(sends(enter(), ime, 'enter')).toBe(false);
});

test('the plain Enter that some input methods send in the instant of the end does not send; the next one does', () => {
  const ime = new ImeWatch();
  ime.started();
  ime.ended(1000);
  expect(sends(enter({ timeStamp: 1010 }), ime, 'enter')).toBe(false);
  expect(sends(enter({ timeStamp: 1200 }), ime, 'enter')).toBe(true);
});

test('with Ctrl+Enter chosen, Enter alone is a new line', () => {
  expect(sends(enter(), new ImeWatch(), 'ctrl-enter')).toBe(false);
  expect(sends(enter({ ctrlKey: true }), new ImeWatch(), 'ctrl-enter')).toBe(true);
  expect(sends(enter({ metaKey: true }), new ImeWatch(), 'ctrl-enter')).toBe(true);
});
