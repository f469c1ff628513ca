import { setTimeout } from 'node:timers/promises';
import { OneAtATime } from '../../../src/transcript/one-at-a-time';

it('work of one key runs in order, one at a time; another key does not wait', async () => {
  const lanes = new OneAtATime();
  const seen: string[] = [];
  const work = (name: string, ms: number) => async () => {
    seen.push(`${name} begins`);
    await setTimeout(ms);
    seen.push(`${name} ends`);
    return name;
  };
  const slow = [lanes.run('a', work('a1', 40)), lanes.run('a', work('a2', 1))];
  await expect(lanes.run('b', work('b1', 1))).resolves.toBe('b1');
  expect(await Promise.all(slow)).toEqual(['a1', 'a2']);
  expect(seen).toEqual(['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends']);
});

it('work that fails fails its own caller only', async () => {
  const lanes = new OneAtATime();
  const failing = lanes.run('a', () => Promise.reject(new TypeError('no')));
  const next = lanes.run('a', () => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
  await expect(lanes.run('a', () => Promise.resolve('again'))).resolves.toBe('again');
});
