import { ApiRefusal } from '../../../src/console/page/api';
import { CallLog } from '../../../src/console/page/call-log';
import { Memory } from '../../../src/console/page/memory';
import { waitUntil } from '../../helpers/wait-until';
import { tab } from './examples';

const record = (key: string) => ({ key, text: '予約を変えたい', entryId: 'booking.change', release: 3 });

function log(statuses: number[], storage = tab()) {
  const sent: string[] = [];
  const calls = new CallLog({
    memory: new Memory(() => storage),
    operatorId: 'op',
    onChange: () => undefined,
    statusOf: (error) => (error instanceof ApiRefusal ? error.status : 0),
    send: ({ key }) => {
      sent.push(key);
      const status = statuses.shift() ?? 204;
      return status === 204 ? Promise.resolve() : Promise.reject(new ApiRefusal('no', '', status));
    },
  });
  return { calls, sent };
}

test('calls are sent in order; one that could not be sent waits and goes first', async () => {
  const { calls, sent } = log([0, 204]);
  calls.add(record('a'), '');
  await waitUntil('it has come about', () => sent.length === 1);
  await calls.flush();
  calls.add(record('b'), '');
  await waitUntil('it has come about', () => calls.calls.every(({ state }) => state === 'done'));
  expect(sent).toEqual(['a', 'a', 'b']);
  expect(calls.calls.map((call) => call.record.key)).toEqual(['b', 'a']);
});

test('a refused call is shown as such and does not hold up the next', async () => {
  const { calls } = log([400]);
  calls.add(record('a'), '');
  calls.add(record('b'), '');
  await waitUntil('it has come about', () => calls.calls.every(({ state }) => state !== 'sending'));
  expect(calls.calls.map(({ state }) => state)).toEqual(['done', 'refused']);
});

test('calls that were not sent outlive the page', async () => {
  const storage = tab();
  const first = log([0], storage);
  first.calls.add(record('a'), '');
  await waitUntil('it has come about', () => first.sent.length === 1);
  const second = log([], storage);
  await second.calls.flush();
  expect(second.sent).toEqual(['a']);
});
