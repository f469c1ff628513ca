import { QueueWatch } from '../../../src/console/feed/queue-watch';
import type { QueueSnapshot } from '../../../src/console/queue-view';
import type { ConsoleRow, FeedFrame } from '../../../src/console/wire';

const row = (handoffId: string, more: Partial<ConsoleRow> = {}): ConsoleRow => ({
  handoffId,
  conversationId: `c${handoffId}`,
  state: 'waiting',
  channel: 'web',
  cause: 'asked',
  skill: 'general',
  language: 'ja',
  priority: 0,
  waitingSince: '2021-06-04T01:00:00.000Z',
  sla: 'good',
  lastText: '',
  assignment: 0,
  held: false,
  citizenAway: false,
  version: 1,
  ...more,
});

const watching = () => {
  let snapshot: QueueSnapshot = { rows: [], operators: [] };
  let reads = 0;
  const frames: FeedFrame[] = [];
  const watch = new QueueWatch({
    read: () => {
      reads += 1;
      return snapshot.rows.length === 13
        ? Promise.reject(new Error('the database is away'))
        : Promise.resolve(snapshot);
    },
    send: (frame) => frames.push(frame),
    gapMs: 0,
  });
  return {
    watch,
    frames,
    reads: () => reads,
    set: (rows: readonly ConsoleRow[]) => (snapshot = { rows, operators: [] }),
  };
};

describe('what a node tells its consoles of the queue', () => {
  it('is what has changed, and what is gone', async () => {
    const { watch, frames, set } = watching();
    set([row('1'), row('2')]);
    await watch.refresh();
    set([row('2', { version: 2, held: true })]);
    await watch.refresh();
    await watch.refresh();

    expect(frames).toEqual([
      { type: 'rows', rows: [row('1'), row('2')], gone: [] },
      { type: 'rows', rows: [row('2', { version: 2, held: true })], gone: ['1'] },
    ]);
    expect(watch.state('now')).toMatchObject({
      type: 'state',
      now: 'now',
      rows: [row('2', { version: 2, held: true })],
    });
  });

  it('leaves places in line for later, unless asked for everything', async () => {
    const { watch, frames, set } = watching();
    set([row('1', { position: 1 }), row('2', { position: 2 })]);
    await watch.refresh();
    set([row('2', { position: 1 })]);
    await watch.refresh();

    expect(frames.at(-1)).toEqual({ type: 'rows', rows: [], gone: ['1'] });
    expect(watch.state('')).toMatchObject({ rows: [{ position: 2 }] }); // as it was sent
    await watch.refresh({ whole: true });
    expect(frames.at(-1)).toEqual({ type: 'rows', rows: [row('2', { position: 1 })], gone: [] });
  });

  it('reads once for many wake-ups in the same moment, and once more for those during a reading', async () => {
    const { watch, reads } = watching();
    await Promise.all([watch.refresh(), ...Array.from({ length: 20 }, () => watch.refresh())]);

    expect(reads()).toBe(2);
  });

  it('catches up after the database was away, with everything that was asked for', async () => {
    const { watch, frames, set } = watching();
    set([row('1', { position: 2 })]);
    await watch.refresh();
    set(Array.from({ length: 13 }, (_, n) => row(String(n))));
    await expect(watch.refresh({ whole: true })).rejects.toThrow('away');
    set([row('1', { position: 1 })]);
    await watch.refresh();

    expect(frames.at(-1)).toMatchObject({ rows: [{ position: 1 }] });
  });
});
