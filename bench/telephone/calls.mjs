import { Caller } from './caller.mjs';
import { parts } from './parts.mjs';
import { SippCalls } from './sipp-calls.mjs';

/** Addresses that the PBX knows (see test/telephone/harness/asterisk.ts): keys beside the voice, and keys as tones. */
const FROM = { event: '127.0.0.2', tone: '127.0.0.3' };

/** Many calls, `rate` of them begun a second; `act(caller, number)` is what each caller does before hanging up. Comes back when all are
 *  over, with every caller and what went wrong with the call: `dropped`, `unanswered`. */
export async function makeCalls({ asterisk, count, rate, act, keys = 'event', echoOf = () => undefined }) {
  const { RtpPhone, freePort } = parts();
  const address = FROM[keys];
  const phones = await Promise.all(Array.from({ length: count }, () => RtpPhone.open(address)));
  const calls = new SippCalls({
    ...{ to: `127.0.0.1:${asterisk.sipPort}`, address, port: await freePort(), rate },
    ...{ ports: phones.map(({ port }) => port), keysAsEvents: keys === 'event' },
  });
  const make = async (audio, number) => {
    const caller = new Caller(audio, { echo: echoOf(number) });
    const port = await calls.answered(number);
    if (port === undefined) return { caller, trouble: 'unanswered' };
    audio.connect(port, '127.0.0.1');
    const isOver = () => calls.isDropped(number);
    await act(caller, { number, isOver });
    const trouble = isOver() ? 'dropped' : undefined;
    await calls.hangUp(number);
    return { caller, trouble };
  };
  try {
    return await Promise.all(phones.map(make));
  } finally {
    for (const phone of phones) phone.close();
    calls.close();
  }
}
