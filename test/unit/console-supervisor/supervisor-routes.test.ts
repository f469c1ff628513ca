import { notesOf } from '../../../src/console/note-store';
import type { Room } from '../../../src/console/wire';
import type { RoomState, StatisticsReport } from '../../../src/console/wire-supervisor';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { openSupervisorDesk, refused, type Caller, type SupervisorDesk } from './supervisor-desk';

let test: TestDatabase;
let desk: SupervisorDesk;
let supervisor: Caller;
let administrator: Caller;
let operator: Caller;
beforeAll(async () => {
  test = await createTestDatabase();
  desk = await openSupervisorDesk(test.db);
  supervisor = await desk.staff('lead');
  administrator = await desk.staff('admin', 'administrator');
  operator = await desk.staff('taro', 'operator', 'knowledge-editor');
});
afterAll(async () => {
  await desk.close();
  await test.drop();
});
beforeEach(() => desk.audited());

describe('who may', () => {
  const routes: [method: string, path: string, body: unknown][] = [
    ['GET', 'room', undefined],
    ['GET', 'statistics', undefined],
    ['GET', 'statistics?format=csv', undefined],
    ['GET', 'operators', undefined],
    ['PATCH', 'operators/x', { capacity: 3 }],
    ['POST', 'handoffs/1/take-over', undefined],
    ['POST', 'conversations/c/whisper', { key: 'k', text: '言葉' }],
    ['POST', 'conversations/c/listen', undefined],
    ['POST', 'sites/main/drain', undefined],
    ['POST', 'sites/main/undrain', undefined],
    ['GET', 'opening', undefined],
    ['PUT', 'opening', { act: 'close-now', reason: '台風' }],
    ['GET', 'brief/status', undefined],
    ['GET', 'audit', undefined],
  ];

  it.each(routes)('%s %s is not an operator’s', async (method, path, body) => {
    expect(refused(await operator.call(method, path, body))).toEqual([403, 'role.missing']);
  });

  it('the audit log is the administrator’s, the room is the supervisor’s', async () => {
    expect(refused(await supervisor.call('GET', 'audit'))).toEqual([403, 'role.missing']);
    expect(refused(await administrator.call('GET', 'room'))).toEqual([403, 'role.missing']);
    expect((await administrator.call('GET', 'audit')).status).toBe(200);
  });
});

describe('the room', () => {
  it('shows figures with their definitions, operators, lines and sites', async () => {
    await desk.queue.operator('hana', { displayName: '花', site: 'annex' });
    await desk.queue.enqueue('room-1', { skill: 'booking' });
    const { status, json } = await supervisor.call('GET', 'room');
    const room = json as RoomState;
    expect(status).toBe(200);
    expect(room).toMatchObject({
      open: true,
      today: '2021-06-04',
      drainedSites: [],
      sites: ['annex', 'main'],
    });
    expect(room.figures.find(({ id }) => id === 'queue.waiting')).toMatchObject({ value: 1, unit: '人' });
    expect(room.figures.every(({ definition }) => definition.length > 15)).toBe(true);
    expect(room.lines).toMatchObject([{ skill: { id: 'booking' }, waiting: 1 }]);
    expect(room.operators.find(({ operatorId }) => operatorId === 'hana')).toMatchObject({
      state: 'available',
    });
  });

  it('serves many supervisors with one look', async () => {
    const [a, b] = await Promise.all([supervisor.call('GET', 'room'), supervisor.call('GET', 'room')]);
    expect((a.json as Room).now).toBe((b.json as Room).now);
  });
});

describe('statistics', () => {
  let arrivals = 0;
  beforeAll(async () => {
    await desk.queue.enqueue('counted');
    arrivals = (await desk.queue.service.list()).length;
  });

  it('are of the desk’s day without more, and say what is asked', async () => {
    const { json } = await supervisor.call('GET', 'statistics');
    expect(json).toMatchObject({ from: '2021-06-04', to: '2021-06-04' });
    const report = json as StatisticsReport;
    expect(report.figures.find(({ id }) => id === 'arrivals')?.value).toBe(arrivals); // the demonstration’s clock: today is 2021
    expect(report.byCause).toEqual([{ id: 'asked', label: '担当者を希望', count: arrivals }]);
  });

  it.each([
    'from=2021-06-05&to=2021-06-04',
    'from=2021-02-30',
    'from=2020-01-01&to=2021-01-01',
    'from=x&to=y',
    'to=2021-06-03',
  ])('refuses the period %s', async (query) => {
    expect(refused(await supervisor.call('GET', `statistics?${query}`))).toEqual([400, 'period.invalid']);
  });

  it('come as a table that Excel reads as UTF-8', async () => {
    const { text, headers } = await supervisor.call(
      'GET',
      'statistics?format=csv&from=2021-06-01&to=2021-06-07',
    );
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('statistics_2021-06-01_2021-06-07.csv');
    expect(text.startsWith('\ufeff"期間","区分","名前","値","単位","定義・番号"\r\n')).toBe(true);
    expect(text).toContain(`"2021-06-01〜2021-06-07","指標","職員への相談",${arrivals},"件",`);
    expect(text).toMatch(/"指標","放棄率",,"%",/); // nothing happened: empty, not 0
  });
});

describe('operators', () => {
  it('get capacity, skills and site from a supervisor, and the log says so', async () => {
    const change = { capacity: 5, skills: ['general', 'booking'], site: 'annex' };
    const { status, json } = await supervisor.call('PATCH', `operators/${operator.id}`, change);
    expect([status, json]).toEqual([200, expect.objectContaining(change)]);
    expect(await desk.audited()).toEqual([
      {
        act: 'operator-changed',
        actor: `operator:${supervisor.id}`,
        subject: `operator:${operator.id}`,
        details: change,
      },
    ]);
    expect(JSON.stringify((await supervisor.call('GET', 'operators')).json)).toContain('"login":"taro"');
  });

  it.each([{ roles: ['administrator'] }, { disabled: true }, { displayName: '別名' }])(
    'are not given %j by a supervisor',
    async (change) => {
      const answer = await supervisor.call('PATCH', `operators/${operator.id}`, change);
      expect(refused(answer)).toEqual([403, 'role.missing']);
      expect(await desk.audited()).toEqual([]);
    },
  );

  it('get roles from an administrator, who cannot shut themself out', async () => {
    const other = await desk.staff('jiro', 'operator');
    const given = await administrator.call('PATCH', `operators/${other.id}`, { roles: ['supervisor'] });
    expect(given.json).toMatchObject({ roles: ['supervisor'] });
    for (const change of [{ disabled: true }, { roles: ['operator'] }])
      expect(refused(await administrator.call('PATCH', `operators/${administrator.id}`, change))).toEqual([
        409,
        'operator.self',
      ]);
  });

  it.each([
    { capacity: 99 },
    { capacity: '3' },
    { skills: ['NO SUCH'] },
    { password: 'x' },
    { channels: ['fax'] },
  ])('cannot be given %j', async (change) => {
    const answer = await administrator.call('PATCH', `operators/${operator.id}`, change);
    expect(refused(answer)).toEqual([400, 'console.input']);
  });

  it('are not there under an unknown number', async () => {
    expect(refused(await supervisor.call('PATCH', 'operators/nobody', { capacity: 3 }))).toEqual([
      404,
      'operator.unknown',
    ]);
  });
});

describe('a conversation', () => {
  it('is taken over from its operator, and the log says from whom', async () => {
    await desk.queue.operator('ken');
    await desk.queue.enqueue('take');
    const { handoffId } = await desk.queue.service.claim('ken', (await desk.queue.row('take')).handoffId);
    const { status, json } = await supervisor.call('POST', `handoffs/${handoffId}/take-over`);
    expect([status, json]).toEqual([200, { handoffId, conversationId: 'take', assignment: 2 }]);
    expect(await desk.queue.owner('take')).toBe(`operator:${supervisor.id}`);
    expect(await desk.audited()).toEqual([
      {
        act: 'take-over',
        actor: `operator:${supervisor.id}`,
        subject: 'conversation:take',
        details: { handoff: handoffId, state: 'active', from: 'ken' },
      },
    ]);
  });

  it('gets a whisper once, masked, that only staff read; the log has no words', async () => {
    await desk.queue.enqueue('quiet');
    const words = { key: 'w1', text: '電話は0312345678、ゆっくりで大丈夫です' };
    const [first, again] = [
      await supervisor.call('POST', 'conversations/quiet/whisper', words),
      await supervisor.call('POST', 'conversations/quiet/whisper', words),
    ];
    expect([first.status, first.json, again.status]).toEqual([200, { masked: true }, 200]);
    const notes = await notesOf(test.db, 'komae', 'quiet');
    expect(notes.map(({ kind, text }) => [kind, text])).toEqual([
      ['whisper', '電話は〔番号〕、ゆっくりで大丈夫です'],
    ]);
    expect(await desk.queue.told('quiet')).toEqual([]);
    const log = await desk.audited();
    expect(log.map(({ act, details }) => [act, details])).toEqual([
      ['whisper', { key: 'w1' }],
      ['whisper', { key: 'w1' }],
    ]);
  });

  it('is listened in to only with a line in the log', async () => {
    await desk.queue.enqueue('listened');
    expect((await supervisor.call('POST', 'conversations/listened/listen')).status).toBe(204);
    expect(await desk.audited()).toMatchObject([{ act: 'listen-in', subject: 'conversation:listened' }]);
  });

  it.each([
    ['conversations/nowhere/listen', {}],
    ['conversations/nowhere/whisper', { key: 'k', text: '言葉' }],
    ['handoffs/999999/take-over', {}],
    ['handoffs/x/take-over', {}],
  ])('that is not there is refused: %s', async (path, body) => {
    expect(refused(await supervisor.call('POST', path, body))).toEqual([404, 'handoff.unknown']);
    expect(await desk.audited()).toEqual([]);
  });

  it('that only the bot led is nobody’s to listen to', async () => {
    await desk.queue.store.open({ conversationId: 'alone', channel: 'web', userId: 'u' });
    expect(refused(await supervisor.call('POST', 'conversations/alone/listen'))).toEqual([
      404,
      'handoff.unknown',
    ]);
  });
});

describe('a site', () => {
  it('is drained and opened again, and the log says so', async () => {
    await desk.queue.operator('sora', { site: 'west' });
    expect((await supervisor.call('POST', 'sites/west/drain')).status).toBe(204);
    expect(await desk.queue.service.drainedSites()).toEqual(['west']);
    expect((await supervisor.call('POST', 'sites/west/undrain')).status).toBe(204);
    expect(await desk.queue.service.drainedSites()).toEqual([]);
    expect((await desk.audited()).map(({ act, subject }) => [act, subject])).toEqual([
      ['drain', 'site:west'],
      ['undrain', 'site:west'],
    ]);
  });

  it('without operators is refused', async () => {
    expect(refused(await supervisor.call('POST', 'sites/moon/drain'))).toEqual([404, 'site.unknown']);
  });
});

describe('the audit log', () => {
  it('reads in words, newest first, page by page', async () => {
    await supervisor.call('POST', 'sites/main/drain');
    await supervisor.call('POST', 'sites/main/undrain');
    const [newest, before] = (await administrator.call('GET', 'audit')).json as Record<string, unknown>[];
    expect(newest).toMatchObject({
      actor: { id: `operator:${supervisor.id}`, label: 'lead（lead）' },
      act: { id: 'undrain', label: '拠点の受付を再開' },
      subject: { id: 'site:main', label: '拠点 main' },
    });
    const page = (await administrator.call('GET', `audit?before=${newest?.['n'] as number}`))
      .json as unknown[];
    expect(page[0]).toEqual(before);
  });
});

describe('the brief', () => {
  it('shows who has ticked it off', async () => {
    const { json } = await supervisor.call('GET', 'brief/status');
    expect(json).toContainEqual(expect.objectContaining({ operatorId: operator.id, name: 'taro' }));
  });
});
