import { PlayQueue } from '../../../src/channels/voice/audio/play-queue';

function sound(length: number, value = 1): Buffer {
  return Buffer.alloc(length, value);
}

describe('the queue of audio', () => {
  it('gives whole frames whatever was written, the last filled with silence', () => {
    const queue = new PlayQueue();
    queue.write(sound(100, 1));
    queue.write(sound(100, 2));
    const frames = [queue.next(), queue.next(), queue.next()].map(({ frame }) => frame);
    expect(frames[0]).toEqual(Buffer.concat([sound(100, 1), sound(60, 2)]));
    expect(frames[1]).toEqual(Buffer.concat([sound(40, 2), sound(120, 0xff)]));
    expect(frames[2]).toBeUndefined();
  });

  it('reaches a mark when all before it has been given, not earlier', () => {
    const queue = new PlayQueue();
    queue.write(sound(320));
    queue.mark('a');
    queue.mark('b');
    expect([queue.next().marks, queue.next().marks, queue.next().marks]).toEqual([[], [], ['a', 'b']]);
  });

  it('keeps its place while paused', () => {
    const queue = new PlayQueue();
    queue.write(sound(320));
    queue.next();
    queue.pause();
    expect(queue.next()).toEqual({ frame: undefined, marks: [] });
    queue.resume();
    expect(queue.next().frame).toHaveLength(160);
    expect(queue.next().frame).toBeUndefined();
  });

  it('throws all away, tells which marks are lost, and is not paused any more', () => {
    const queue = new PlayQueue();
    queue.write(sound(320));
    queue.mark('a');
    queue.pause();
    expect(queue.flush()).toEqual(['a']);
    queue.write(sound(160));
    expect(queue.next().frame).toHaveLength(160);
  });
});
