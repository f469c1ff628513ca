import { OPENING, realDesk, type RealDesk } from '../helpers/real-desk';
import { createTestDatabase, type TestDatabase } from '../helpers/test-database';
import { readScripts, type Line, type Script } from './script';
import { SpokenDesk, type Said } from './spoken-desk';

let database: TestDatabase;
let real: RealDesk;

beforeAll(async () => {
  [database, real] = await Promise.all([createTestDatabase(), realDesk()]);
});
afterEach(() => database.db.query('truncate conversation, operator cascade'));
afterAll(() => database.drop());

describe.each(readScripts())('$file', ({ scripts }) => {
  it.each(scripts)('$name', async (script) => {
    expect(await faultsOf(script)).toEqual([]);
  });
});

/** Plays the whole conversation; what was not as written, in words. */
async function faultsOf({ channel, clock, lines }: Script): Promise<string[]> {
  const desk = new SpokenDesk(real, database.db, { channel, now: Date.parse(clock) });
  let last = await desk.begin();
  const faults = last.flatMap(unfit);
  for (const [i, line] of lines.entries()) {
    await prepare(desk, line);
    const words = line.press === undefined ? (line.citizen ?? '') : buttonOf(last, line.press);
    const said = words === undefined ? [] : await desk.says(words);
    const found =
      words === undefined ? [`there is no button ${line.press}`] : await compare(desk, line, said);
    faults.push(
      ...[...found, ...said.flatMap(unfit)].map(
        (fault) => `line ${i + 1} (${words}): ${fault}; desk: ${said.map(({ text }) => text).join(' / ')}`,
      ),
    );
    if (said.length > 0) last = said;
  }
  return faults;
}

async function prepare(desk: SpokenDesk, line: Line): Promise<void> {
  const { operator, others = 0, clock, closes, returns, busy } = line;
  if (clock !== undefined) desk.now = Date.parse(clock);
  if (operator !== undefined) await desk.operatorTakes(operator);
  if (closes === true) await desk.operatorCloses();
  if (returns === true) await desk.operatorReturns();
  if (busy === true) await desk.isBusy();
  for (let i = 0; i < others; i += 1) {
    const other = new SpokenDesk(real, database.db, { channel: 'web', now: desk.now });
    await other.begin();
    await other.says('人と話したい');
  }
}

function buttonOf(said: readonly Said[], label: string): string | undefined {
  return said.flatMap(({ buttons }) => buttons).find(({ title }) => title === label)?.value;
}

async function compare(desk: SpokenDesk, line: Line, said: readonly Said[]): Promise<string[]> {
  const text = said.map((one) => one.text).join('\n');
  const speak = said.map((one) => one.speak).join('\n');
  const records = said.flatMap(({ stored }) => stored ?? []);
  const buttons = said.flatMap((one) => one.buttons.map(({ title }) => title));
  const entryIds = records.flatMap((record) => record.entryIds);
  const missing = (wanted: readonly string[] = [], got: string) =>
    wanted.filter((piece) => !got.includes(piece));
  return [
    ...missing(line.bot, text).map((piece) => `does not say ${piece}`),
    ...missing(line.hears, speak).map((piece) => `does not speak ${piece}`),
    ...(line.not ?? []).filter((piece) => text.includes(piece)).map((piece) => `says ${piece}`),
    ...different('buttons', line.buttons, buttons),
    ...different('entries', line.entry, entryIds),
    ...different('decision', line.decision, records.map(({ decision }) => decision).join('+')),
    ...different('silence', line.silent, said.length === 0),
    ...different('owner', line.owner, await desk.owner()),
    ...different('handoff', line.handoff, (await desk.newestHandoff())?.state),
    ...different('priority', line.priority, (await desk.newestHandoff())?.priorityReason),
    ...different('stored', line.stored, await desk.lastWords()),
  ];
}

function different(what: string, wanted: unknown, got: unknown): string[] {
  const [left, right] = [JSON.stringify(wanted), JSON.stringify(got)];
  return wanted === undefined || left === right ? [] : [`${what}: ${right} instead of ${left}`];
}

/** What no reply may ever be, whatever was asked. */
function unfit({ text, speak, stored, sent, author, buttons }: Said): string[] {
  const record = stored ?? { entryIds: undefined, release: 0, reason: '', confidence: undefined };
  const checks: [boolean, string][] = [
    [text.trim() !== '', 'nothing is written'],
    [speak.trim() !== '', 'nothing is spoken'],
    [!/[・【】#*<>{}|]|https?:/.test(speak), `cannot be read aloud: ${speak}`],
    [!/\{\{|undefined|null|NaN|\[object/.test(text + speak), 'has a hole'],
    [buttons.length <= 5, 'has too many buttons'],
    [new Set(buttons.map(({ title }) => title)).size === buttons.length, 'has the same button twice'],
    [author === 'bot' || author === 'system', `speaks as ${author}`],
    [Array.isArray(record.entryIds) && record.release === 1 && record.reason !== '', 'has no record'],
    [
      record.confidence === null || (Number(record.confidence) > 0 && Number(record.confidence) <= 1),
      'has no confidence',
    ],
    [JSON.stringify(stored) === JSON.stringify(sent), 'sends another record than it stores'],
  ];
  return checks.filter(([ok]) => !ok).map(([, fault]) => fault);
}

describe('the record of a reply', () => {
  it('names decision, entries, release, confidence and reason, in the store and in channelData', async () => {
    const desk = new SpokenDesk(real, database.db, {
      channel: 'web',
      now: OPENING,
    });
    const [welcome] = await desk.begin();
    expect(welcome?.stored).toMatchObject({ decision: 'dialog', entryIds: [], release: 1, confidence: null });
    const [answer] = await desk.says('予約を取り消したいのですが、どうすればよいですか');
    expect(answer?.sent).toEqual(answer?.stored);
    expect(answer?.stored).toMatchObject({ decision: 'answer', entryIds: ['booking.cancel'], release: 1 });
    expect(answer?.stored?.confidence).toBeGreaterThan(0.5);
    expect(answer?.stored?.reason).not.toBe('');
  });

  it('keeps the message, its turn and its reply together: nothing is said when the turn fails', async () => {
    const desk = new SpokenDesk({ ...real, desk: { ...real.desk, matcher: broken() } }, database.db, {
      channel: 'web',
      now: 0,
    });
    await desk.begin();
    const [apology] = await desk.says('予約の変更はどうすればよいですか');
    expect(apology?.text).toContain('申しわけありません');
    expect(apology?.buttons.map(({ title }) => title)).toEqual(['職員と話す']);
  });
});

function broken(): RealDesk['desk']['matcher'] {
  return {
    weights: {},
    match: () => {
      throw new TypeError('the matcher is broken');
    },
  };
}
