import { waitUntil } from '../../helpers/wait-until';
import WebSocket from 'ws';
import { AcsDesk, CALLER, listen, PERSON } from './acs-desk';

let desk: AcsDesk;
beforeEach(async () => {
  desk = await new AcsDesk().start();
});
afterEach(async () => {
  await desk.stop();
});

test('Event Grid is answered with its validation code, only at the secret address', async () => {
  const event = {
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    data: { validationCode: 'code-1', validationUrl: 'https://event-grid.invalid/validate' },
  };
  expect(await (await desk.deliver([event])).json()).toEqual({ validationResponse: 'code-1' });
  expect((await desk.deliver([event], 'no-such-secret-at-all')).status).toBe(403);
  expect((await desk.deliver({ no: 'list' })).status).toBe(400);
  expect((await desk.deliver([{ eventType: 'Microsoft.Communication.SMSReceived', data: {} }])).status).toBe(
    200,
  );
});

test('a call is answered with audio both ways, and the desk learns who calls', async () => {
  const { call, azure } = await desk.ring();
  await call.control.answer();
  expect(call.control.callerNumber).toBe('09000000000');
  expect(desk.azure.asked[0]).toMatchObject({
    operation: 'callConnections:answer',
    body: {
      mediaStreamingOptions: { audioFormat: 'pcm16KMono', enableBidirectional: true, enableDtmfTones: true },
    },
  });
  const heard = listen(call);
  await azure.end();
  await waitUntil('the desk hears that it is over', () => heard.closed);
  expect(desk.azure.faults).toEqual([]);
});

test('a withheld number is no number', async () => {
  expect((await desk.ring('anonymous')).call.control.callerNumber).toBeUndefined();
});

test('an event that comes twice is one call', async () => {
  const event = desk.azure.ringing(CALLER);
  await desk.deliver([event]);
  await desk.deliver([event]);
  await desk.deliver([desk.azure.ringing(CALLER)]);
  await waitUntil('both calls are taken', () => desk.taken.length === 2);
  expect(desk.azure.operations()).toEqual(['callConnections:answer', 'callConnections:answer']);
});

test('neither messages nor audio get in without the key of the call, and audio only once', async () => {
  const { call } = await desk.ring();
  const heard = listen(call);
  const { callbackUri, mediaStreamingOptions } = desk.azure.asked[0]?.body as {
    callbackUri: string;
    mediaStreamingOptions: { transportUrl: string };
  };
  const forged = [
    { id: '1', source: 's', specversion: '1.0', type: 'Microsoft.Communication.CallDisconnected', data: {} },
  ];
  const post = (url: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(forged),
    });
  expect((await post(callbackUri.replace(/key=.*/, 'key=guess'))).status).toBe(403);
  for (const url of [
    mediaStreamingOptions.transportUrl,
    mediaStreamingOptions.transportUrl.replace(/key=.*/, ''),
  ]) {
    const socket = new WebSocket(url);
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
      socket.on('open', () => resolve('open'));
    });
    expect(status).toBe(403);
  }
  expect(heard.closed).toBe(false);
  expect(desk.logged.join('')).not.toContain('9000000000');
});

describe('a person', () => {
  async function ringing() {
    const { call, azure } = await desk.ring();
    const heard = listen(call);
    let answered = 0;
    const outcome = call.control.transfer({ to: PERSON, ringSeconds: 25, onAnswered: () => answered++ });
    await waitUntil('the person is rung', () => azure.invitation !== undefined);
    return { call, azure, heard, outcome, answered: () => answered };
  }

  test('is rung with the city’s number for the time that was asked for, while the caller hears ringing', async () => {
    const { azure, outcome, call } = await ringing();
    expect(desk.azure.asked.at(-1)).toMatchObject({
      operation: 'participants:add',
      body: {
        invitationTimeoutInSeconds: 25,
        participantToAdd: { phoneNumber: { value: '+81000000600' } },
        sourceCallerIdNumber: { value: '+810000000000' },
      },
    });
    await waitUntil('ringing is heard', () => azure.heard().some((byte) => byte !== 0));
    await call.control.cancelTransfer();
    expect(await outcome).toEqual({ kind: 'no-answer' });
    expect(desk.azure.operations()).toContain('participants:cancelAddParticipant');
  });

  test('talks until they hang up; then the caller is back with the desk', async () => {
    const { azure, outcome, answered, heard } = await ringing();
    await azure.personPicksUp();
    expect(answered()).toBe(1);
    await azure.leaves('person');
    expect(await outcome).toEqual({ kind: 'talked' });
    expect(heard.closed).toBe(false);
    expect(desk.azure.faults).toEqual([]);
  });

  test.each([
    [486, 'busy'],
    [600, 'busy'],
    [408, 'no-answer'],
    [480, 'no-answer'],
    [487, 'no-answer'],
    [500, 'failed'],
  ])('who does not take it, code %d, gives the caller back: %s', async (code, kind) => {
    const { azure, outcome, answered } = await ringing();
    await azure.personFails(code);
    expect([await outcome, answered()]).toEqual([{ kind }, 0]);
  });

  test('is not left in an empty call when the caller goes', async () => {
    const { azure, outcome, heard } = await ringing();
    await azure.personPicksUp();
    await azure.leaves('caller');
    expect(await outcome).toEqual({ kind: 'caller-hung-up' });
    await waitUntil('the call is over', () => azure.over && heard.closed);
  });

  test('who picks up when it is too late does not come into the call', async () => {
    const { call, azure, outcome, answered } = await ringing();
    const { invitation } = azure;
    await call.control.cancelTransfer();
    expect([await outcome, answered()]).toEqual([{ kind: 'no-answer' }, 0]);
    azure.invitation = invitation;
    await azure.personPicksUp();
    await waitUntil('they are gone again', () => azure.participants.length === 1);
    expect(desk.azure.operations()).toContain('participants:remove');
  });

  test('stops ringing when the caller goes', async () => {
    const { azure, outcome } = await ringing();
    await azure.end();
    expect(await outcome).toEqual({ kind: 'caller-hung-up' });
  });

  test('who cannot be rung at all is a failed transfer', async () => {
    const { call, azure } = await desk.ring();
    desk.azure.outOfOrder = 400;
    const outcome = await call.control.transfer({ to: PERSON, ringSeconds: 25, onAnswered: () => undefined });
    desk.azure.outOfOrder = undefined;
    expect([outcome, azure.over]).toEqual([{ kind: 'failed' }, false]);
  });
});

describe('a desk that cannot lead a call', () => {
  test('lets a person be rung instead, or refuses', async () => {
    await desk.stop();
    for (const [fallback, operation] of [
      [PERSON, 'callConnections:redirect'],
      [undefined, 'callConnections:reject'],
    ] as const) {
      desk = await new AcsDesk().start(fallback);
      const event = desk.azure.ringing(CALLER);
      desk.azure.refuseAnswers = true;
      await desk.deliver([event]);
      await waitUntil('the call is passed on', () => desk.azure.operations().includes(operation));
      expect(desk.taken).toEqual([]);
      if (fallback !== undefined) await desk.stop();
    }
  });

  test('transfers a call that it has answered and gets no audio for', async () => {
    await desk.stop();
    desk = await new AcsDesk().start(PERSON);
    desk.azure.withoutAudio = true;
    await desk.deliver([desk.azure.ringing(CALLER)]);
    await waitUntil(
      'the call is transferred',
      () => desk.azure.operations().includes('transferToParticipant'),
      30_000,
    );
    expect(desk.azure.faults).toEqual([]);
  });
});

describe('a desk that stops', () => {
  const started = async (fallback?: string): Promise<void> => {
    await desk.stop();
    desk = await new AcsDesk().start(fallback);
  };

  test('lets a person be rung for those who are there, and for those who call then', async () => {
    await started(PERSON);
    const calls = [await desk.ring(), await desk.ring()];
    await desk.carrier.close();
    expect(desk.azure.operations().slice(2)).toEqual(['transferToParticipant', 'transferToParticipant']);
    expect(desk.azure.asked.at(-1)?.body).toMatchObject({
      targetParticipant: { phoneNumber: { value: '+81000000600' } },
    });
    expect(calls.every(({ azure }) => azure.over)).toBe(true);
    await desk.deliver([desk.azure.ringing(CALLER)]);
    await waitUntil('the next is passed on', () =>
      desk.azure.operations().includes('callConnections:redirect'),
    );
    expect([desk.taken.length, desk.azure.faults]).toEqual([2, []]);
  });

  test('hangs up where nobody can be rung', async () => {
    const { azure } = await desk.ring();
    await desk.carrier.close();
    expect([azure.over, desk.azure.operations().at(-1)]).toEqual([true, 'terminate']);
  });

  test('stops ringing one person before the caller goes to whoever answers for the city', async () => {
    await started(PERSON);
    const { call, azure } = await desk.ring();
    const outcome = call.control.transfer({ to: '0000000601', ringSeconds: 25, onAnswered: () => undefined });
    await waitUntil('the person is rung', () => azure.invitation !== undefined);
    await desk.carrier.close();
    expect(await outcome).toEqual({ kind: 'no-answer' });
    expect(desk.azure.operations().slice(-2)).toEqual([
      'participants:cancelAddParticipant',
      'transferToParticipant',
    ]);
  });

  test('leaves a talk with a person alone', async () => {
    await started(PERSON);
    const { call, azure } = await desk.ring();
    void call.control.transfer({ to: PERSON, ringSeconds: 25, onAnswered: () => undefined });
    await waitUntil('the person is rung', () => azure.invitation !== undefined);
    await azure.personPicksUp();
    await desk.carrier.close();
    expect([azure.over, desk.azure.operations().at(-1)]).toEqual([false, 'participants:add']);
  });

  test('waits no longer for audio that has not come', async () => {
    await started(PERSON);
    desk.azure.withoutAudio = true;
    await desk.deliver([desk.azure.ringing(CALLER)]);
    await waitUntil('the call is answered', () => desk.azure.calls.length === 1);
    await desk.carrier.close();
    expect(desk.azure.operations().at(-1)).toBe('transferToParticipant');
  });
});
