import { Latest } from '../../../src/console/page/latest';
import { waitUntil } from '../../helpers/wait-until';

test('an answer that is overtaken is dropped, and its question ended', async () => {
  const answers: string[] = [];
  const latest = new Latest<string>(
    0,
    (answer) => answers.push(answer),
    () => undefined,
  );
  let slow: ((answer: string) => void) | undefined;
  let ended = false;
  latest.ask((signal) => {
    signal.addEventListener('abort', () => (ended = true));
    return new Promise((resolve) => (slow = resolve));
  });
  await waitUntil('it has come about', () => slow !== undefined);
  latest.ask(() => Promise.resolve('new'));
  slow?.('old');
  await waitUntil('it has come about', () => answers.length > 0);
  expect(answers).toEqual(['new']);
  expect(ended).toBe(true);
});

test('of many keystrokes only the last is asked', async () => {
  const asked: number[] = [];
  const latest = new Latest<number>(
    5,
    () => undefined,
    () => undefined,
  );
  for (const at of [1, 2, 3])
    latest.ask(() => {
      asked.push(at);
      return Promise.resolve(at);
    });
  await waitUntil('it has come about', () => asked.length > 0);
  expect(asked).toEqual([3]);
});
