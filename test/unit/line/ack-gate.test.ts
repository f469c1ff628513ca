import { AckGate } from '../../../src/delivery/ack-gate';
import { waitUntil } from '../../helpers/wait-until';

describe('webhook calls and the work that can wait', () => {
  it('lets work through at once when no call is being taken', async () => {
    await expect(new AckGate().turn()).resolves.toBeUndefined();
  });

  it('lets it wait for the call, then through in order', async () => {
    const gate = new AckGate();
    const order: string[] = [];
    let end: () => void = () => undefined;
    const call = gate.first(() => new Promise<void>((resolve) => (end = resolve)));
    const works = ['a', 'b'].map((name) => gate.turn().then(() => order.push(name)));
    order.push('call');
    end();
    await Promise.all([call, ...works]);
    expect(order).toEqual(['call', 'a', 'b']);
  });

  it('never lets it wait for ever, however many calls come', async () => {
    const gate = new AckGate();
    void gate.first(() => new Promise<void>(() => undefined));
    let through = 0;
    for (let n = 0; n < 3; n += 1) void gate.turn().then(() => (through += 1));
    await waitUntil('all are through', () => through === 3);
    expect(through).toBe(3);
  });
});
