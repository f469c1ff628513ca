import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { isAlive, readPidFile } from '../../src/storage/postmaster';
import { failedStart } from '../helpers/failed-start';
import { newDataDir, runDesk, type RunningDesk } from '../helpers/running-desk';
import { WebClient } from '../helpers/web-client';

const ROOT = join(__dirname, '..', '..');
const KNOWLEDGE = join(ROOT, 'knowledge');
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

let folder: string;
/** Shared by the tests that do not spoil it: creating a database takes a second or two. */
let dataDir: string;
beforeAll(() => {
  dataDir = newDataDir();
});
beforeEach(() => {
  folder = newDataDir();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** The desk gives up with one line for staff: a code, then what is wrong and what to do; nothing of the program's inside. */
async function refusalOf(
  settings: Record<string, string>,
  how: { main?: string; uid?: number } = {},
): Promise<string> {
  const { exitCode, stdout, lines } = await failedStart({ DATA_DIR: dataDir, ...settings }, how);
  expect({ exitCode, stdout, count: lines.length }).toEqual({ exitCode: 1, stdout: '', count: 1 });
  expect(lines[0]).toMatch(/^[a-z-]+\.[a-z-]+: /);
  expect(lines[0]).not.toMatch(/\n\s+at |node_modules\/(?!kuromoji)|Error:/);
  return lines[0] ?? '';
}

/** A copy of the city's knowledge for a test to spoil. */
function knowledgeWith(change: (dir: string) => void): Record<string, string> {
  cpSync(join(KNOWLEDGE, 'komae'), join(folder, 'knowledge', 'komae'), { recursive: true });
  change(join(folder, 'knowledge', 'komae'));
  return { KNOWLEDGE_DIR: join(folder, 'knowledge') };
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

describe('a broken knowledge file stops the start with its place and a hint:', () => {
  it('a syntax fault', async () => {
    const settings = knowledgeWith((dir) =>
      edit(join(dir, 'entries', 'booking.yaml'), (text) =>
        text.replace(/^( {2}question: ).*$/m, '$1"閉じていない'),
      ),
    );
    expect((await refusalOf(settings)).replaceAll(folder, '')).toMatch(
      /^knowledge\.invalid: \/knowledge\/komae\/entries\/booking\.yaml:\d+:\d+ .*（.+）$/,
    );
  });

  it('an unknown key', async () => {
    const settings = knowledgeWith((dir) => appendFileSync(join(dir, 'policy.yaml'), '\nnonsense: 1\n'));
    expect(await refusalOf(settings)).toMatch(
      /^knowledge\.invalid: .*policy\.yaml:\d+:1 「nonsense」.*（.+）$/,
    );
  });

  it('an id that is nowhere', async () => {
    const settings = knowledgeWith((dir) =>
      edit(join(dir, 'entries', 'after.yaml'), (text) =>
        text.replace('related: [', 'related: [no.such-entry, '),
      ),
    );
    expect(await refusalOf(settings)).toMatch(
      /^knowledge\.invalid: .*after\.yaml:\d+:\d+ id「no\.such-entry」.*（.+）$/,
    );
  });

  it('a city without a folder', async () => {
    expect(await refusalOf({ CITY: 'atlantis' })).toMatch(/^knowledge\.invalid: .*「atlantis」.*CITY/);
  });
});

it('a missing or damaged dictionary is named, with the remedy', async () => {
  // A desk of its own: the same program and packages, but for the dictionary.
  const packages = join(folder, 'node_modules');
  mkdirSync(join(packages, 'kuromoji'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules')).filter((other) => other !== 'kuromoji')) {
    symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
  }
  for (const name of ['package.json', 'src']) {
    cpSync(join(ROOT, 'node_modules', 'kuromoji', name), join(packages, 'kuromoji', name), {
      recursive: true,
    });
  }
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  const how = { main: join(folder, 'dist', 'src', 'main.js') };
  const settings = { KNOWLEDGE_DIR: KNOWLEDGE };
  const missing = /^dictionary\.missing: The Japanese dictionary .*kuromoji\/dict.*npm ci/;
  expect(await refusalOf(settings, how)).toMatch(missing);
  const dict = join(packages, 'kuromoji', 'dict');
  cpSync(join(ROOT, 'node_modules', 'kuromoji', 'dict'), dict, { recursive: true });
  writeFileSync(join(dict, 'tid_pos.dat.gz'), 'cut short');
  expect(await refusalOf(settings, how)).toMatch(missing);
});

it('a taken port is named', async () => {
  const other = createServer().listen(0);
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  expect(await refusalOf({ PORT: String(port) })).toBe(
    `port.taken: Port ${port} is in use by another program: stop it, or start the desk with another PORT.`,
  );
  other.close();
});

it.each([
  ['PORT', 'seventy', /PORT is "seventy"; it must be a port number/],
  ['SESSION_SECRET', 'short', /SESSION_SECRET is "?\(secret\)"?; it must be at least 32/],
  ['DATABASE_URL', '', /DATABASE_URL "" is empty/],
  ['DATABASE_URL', 'mysql://desk@host/desk', /does not begin with postgres:\/\//],
])('%s set to "%s" is refused by name', async (name, value, message) => {
  const line = await refusalOf({ [name]: value });
  expect(line).toMatch(/^config\.invalid: /);
  expect(line).toMatch(message);
});

it('a database that is not there is named without its password', async () => {
  const line = await refusalOf({ DATABASE_URL: 'postgres://desk:geheim@127.0.0.1:1/desk' });
  expect(line).toMatch(/^storage\.unavailable: The database postgres:\/\/desk:….*ECONNREFUSED/);
  expect(line).not.toContain('geheim');
});

it('a data directory of another PostgreSQL version is refused, and left as it is', async () => {
  const version = join(folder, 'postgres', 'pgdata', 'PG_VERSION');
  mkdirSync(join(version, '..'), { recursive: true });
  writeFileSync(version, '12\n');
  expect(await refusalOf({ DATA_DIR: folder })).toMatch(
    /^storage\.incompatible: .*PostgreSQL 12.*PG_BIN_DIR/,
  );
  expect(readFileSync(version, 'utf8')).toBe('12\n');
});

it('a DATA_DIR that cannot be written is named', async () => {
  chmodSync(folder, 0o755); // for nobody, as whom the desk runs here when the tests run as root
  mkdirSync(join(folder, 'locked'), { mode: 0o555 });
  const how = isRoot ? { uid: NOBODY } : {};
  const settings = { DATA_DIR: join(folder, 'locked', 'data') };
  expect(await refusalOf(settings, how)).toMatch(
    /^storage\.unavailable: DATA_DIR ".*locked\/data" cannot be written/,
  );
});

it('a real city needs a SESSION_SECRET', async () => {
  const settings = knowledgeWith((dir) =>
    edit(join(dir, 'catalog.yaml'), (text) => text.replace(/^demonstration:.*\n(?: .*\n)*/m, '')),
  );
  expect(await refusalOf(settings)).toMatch(/^config\.invalid: SESSION_SECRET is not set/);
});

describe('a signal', () => {
  let desk: RunningDesk;
  const databaseOf = (): number => readPidFile(join(desk.dataDir, 'postgres', 'pgdata'))?.pid ?? 0;
  beforeEach(async () => {
    desk = await runDesk({ DATA_DIR: dataDir });
  });
  afterEach(() => desk.stop());

  it('SIGTERM stops desk and database although a client never closes its socket', async () => {
    const socket = await muteSocket(desk);
    const database = databaseOf();
    expect(isAlive(database)).toBe(true);
    const { code, ms } = await desk.signal('SIGTERM');
    socket.destroy();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(9000); // container platforms kill after ten seconds
    expect(isAlive(database)).toBe(false);
  });

  it('SIGINT twice ends at once, and the next start goes on where it was', async () => {
    const citizen = await new WebClient(desk.origin).start();
    const { id } = await citizen.say('予約を取り消したい');
    const socket = await muteSocket(desk);
    const { code, ms } = await desk.signal('SIGINT', 'SIGINT');
    socket.destroy();
    expect(code).toBe(1);
    expect(ms).toBeLessThan(5000); // at once: the orderly end would wait for the socket
    await desk.startAgain();
    expect((await citizen.history()).activities.map((activity) => activity.id)).toContain(id);
  });

  it('SIGTERM leaves the database to a second desk that uses it', async () => {
    const second = await runDesk({ DATA_DIR: desk.dataDir });
    const database = databaseOf();
    expect((await desk.signal('SIGTERM')).code).toBe(0);
    expect(isAlive(database)).toBe(true);
    await expect(new WebClient(second.origin).start()).resolves.toMatchObject({
      grant: { expires_in: 3600 },
    });
    expect((await second.signal('SIGTERM')).code).toBe(0);
    expect(isAlive(database)).toBe(false);
  });
});

/** A conversation's socket whose client has gone silent: it answers neither pings nor the closing frame. */
async function muteSocket({ origin }: RunningDesk): Promise<Socket> {
  const { grant } = await new WebClient(origin).start();
  const { hostname, port, host, pathname, search } = new URL(grant.streamUrl);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  const key = Buffer.alloc(16).toString('base64');
  socket.write(
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  await once(socket, 'data');
  socket.resume();
  return socket;
}
