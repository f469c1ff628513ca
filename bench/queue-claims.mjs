import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions, runOrFail } from './options.mjs';
import { percentiles } from './percentiles.mjs';
import { machine, ms, table } from './report.mjs';

const HELP = `usage: npm run bench:queue -- [--waiting 1000] [--operators 100] [--rounds 5]

Operators claim waiting citizens, all at the same moment, until nobody waits; prints claims a second, how long a claim takes, and double
claims as a Markdown table; progress goes to standard error. Ends with 1 when somebody was claimed twice, or not at all. A benchmark:
look at the load first, because anything else that runs is measured too.

The server: DATABASE_URL (a database of its own is created on it, and dropped); else an installed PostgreSQL (PG_BIN_DIR or Debian's), as a
temporary cluster; else the private one of the desk. The table says which.

  --waiting N     citizens in the line
  --operators N   who claim at once
  --rounds N      times for each row of the table`;

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const CITY = 'bench';
const NOW = Date.parse('2021-06-04T10:00:00+09:00');
/** Connections of one node, and of three and more. */
const CONNECTIONS = [10, 32];
const load = createRequire(new URL('../dist/src/', import.meta.url));
const values = readOptions(HELP, { waiting: 1000, operators: 100, rounds: 5 });

if (process.env.DATABASE_URL === undefined && installedPostgres()) againWithInstalled();
else await runOrFail(run);

function installedPostgres() {
  const folders = process.env.PG_BIN_DIR === undefined ? debianFolders() : [process.env.PG_BIN_DIR];
  return folders.some((folder) => existsSync(path.join(folder, 'initdb')));
}

function debianFolders() {
  const root = '/usr/lib/postgresql';
  return existsSync(root) ? readdirSync(root).map((version) => path.join(root, version, 'bin')) : [];
}

/** The script starts the server, and this program again with its address. */
function againWithInstalled() {
  const script = path.join(FOLDER, '..', 'scripts', 'with-postgres.sh');
  const env = { ...process.env, BENCH_SERVER: 'installed, temporary cluster' };
  const { status } = spawnSync(script, [process.execPath, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env,
  });
  process.exitCode = status ?? 1;
}

async function run() {
  const server = await openServer();
  try {
    const version = await serverVersion(server.target);
    print(`${machine().replace(/PostgreSQL [^,]+/, `PostgreSQL ${version} (${server.kind})`)}\n`);
    const rows = [];
    for (const [operators, connections] of [[1, 1], ...CONNECTIONS.map((c) => [values.operators, c])])
      rows.push(await measure(server.target, operators, connections));
    const columns = ['operators at once', 'connections', 'claims', 'claims a second', 'a claim p50 / p95 / p99 (ms)', 'double', 'left over', 'load before']; // prettier-ignore
    print(table(columns, rows.map(cells)));
    if (rows.some(({ doubles, left }) => doubles > 0 || left > 0)) process.exitCode = 1;
  } finally {
    await server.stop();
  }
}

function cells(row) {
  return [
    row.operators,
    row.connections,
    row.claims.toLocaleString('en'),
    row.aSecond.toFixed(0),
    percentiles(row.latencies).map(ms).join(' / '),
    row.doubles,
    row.left,
    row.load.toFixed(2),
  ];
}

/** A migrated database of its own. */
async function openServer() {
  const { migrate } = load('./storage/migrate.js');
  const base = await openBase();
  const name = `madoguchi_bench_${process.pid}`;
  const asAdmin = (sql) => withDb(base.target, 1, (db) => db.query(sql));
  await asAdmin(`create database ${name}`);
  const target = base.of(name);
  await migrate(target);
  return {
    kind: base.kind,
    target,
    stop: async () => {
      await asAdmin(`drop database ${name} with (force)`);
      await base.stop();
    },
  };
}

async function openBase() {
  const url = process.env.DATABASE_URL;
  if (url !== undefined) {
    const of = (database) => ({
      connectionString: Object.assign(new URL(url), { pathname: `/${database}` }).href,
    });
    return {
      kind: process.env.BENCH_SERVER ?? 'DATABASE_URL',
      target: { connectionString: url },
      of,
      stop: async () => undefined,
    };
  }
  progress('no DATABASE_URL and no installed PostgreSQL: the private one');
  const { startPrivatePostgres } = load('./storage/private-postgres.js');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-bench-'));
  const { target, stop } = await startPrivatePostgres({ dataDir, logger: silent() });
  const end = async () => {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { kind: 'private', target, of: (database) => ({ ...target, database }), stop: end };
}

async function measure(target, operators, connections) {
  const load = loadavg()[0];
  const sums = { claims: 0, seconds: 0, doubles: 0, left: 0, latencies: [] };
  for (let round = 1; round <= values.rounds; round++) {
    progress(`${operators} operators, ${connections} connections, round ${round} of ${values.rounds}`);
    await withDb(target, connections, async (db) => {
      await fill(db, operators);
      const { claimed, latencies, elapsed } = await claimAll(db, operators);
      sums.claims += claimed.length;
      sums.seconds += elapsed / 1000;
      sums.latencies.push(...latencies);
      const { doubles, left } = await countFaults(db, claimed);
      sums.doubles += doubles;
      sums.left += left;
    });
  }
  return { operators, connections, load, aSecond: sums.claims / sums.seconds, ...sums };
}

/** Everybody waits, nobody leads. One operator leads at most 20, so that a single one is given a fresh capacity as they go. */
async function fill(db, operators) {
  await db.query(
    'truncate conversation, message, handoff, assignment, handoff_event, operator, operator_presence, drained_site cascade',
  );
  await db.query(
    `insert into conversation (id, city, channel, user_id, owner, last_at, created_at)
     select 'c' || n, $2, 'web', 'u' || n, 'queue', now(), now() from generate_series(1, $1::int) n`,
    [values.waiting, CITY],
  );
  await db.query(
    `insert into handoff (city, conversation_id, channel, cause, enqueued_at, waiting_since, events)
     select $2, 'c' || n, 'web', 'asked', now(), now() + n * interval '1 millisecond', 1 from generate_series(1, $1::int) n`,
    [values.waiting, CITY],
  );
  await db.query(
    `insert into handoff_event (handoff_id, n, city, state, actor, reason, at)
     select id, 1, city, state, 'citizen', 'asked', now() from handoff`,
  );
  await db.query(
    `insert into operator (id, city, login, display_name, roles, capacity)
     select 'o' || n, $2, 'o' || n, 'o' || n, '{operator}', 20 from generate_series(1, $1::int) n`,
    [operators, CITY],
  );
  await db.query(
    `insert into operator_presence (operator_id, city, state) select id, city, 'available' from operator`,
  );
  for (const name of ['conversation', 'handoff', 'assignment']) await db.query(`vacuum analyze ${name}`);
}

/** Operators claim until nobody waits; who is full ends the talks, which is not measured. */
async function claimAll(db, operators) {
  const service = serviceOf(db);
  const claimed = [];
  const latencies = [];
  let paused = 0;
  const work = async (operatorId) => {
    const leases = [];
    for (;;) {
      if (leases.length === 20) {
        const begun = performance.now();
        for (const lease of leases.splice(0))
          await service.close(lease, { code: 'test', reason: 'resolved' });
        if (operators === 1) paused += performance.now() - begun;
      }
      const begun = performance.now();
      const lease = await service.claimNext(operatorId);
      if (lease === undefined) return;
      latencies.push(performance.now() - begun);
      claimed.push(lease.handoffId);
      leases.push(lease);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: operators }, (_, n) => work(`o${n + 1}`)));
  const elapsed = performance.now() - begun - paused;
  await work('o1'); // what was passed over because another held it at that moment
  return { claimed, latencies, elapsed };
}

function serviceOf(db) {
  const { HandoffService } = load('./handoff/handoff-service.js');
  const { ConversationStore } = load('./transcript/conversation-store.js');
  const clock = () => NOW;
  const hours = { blocks: [], holidays: 'closed', closures: [] };
  const wording = (key) => ({ text: key, speak: key });
  const conversations = new ConversationStore(db, CITY, clock);
  return new HandoffService({ db, city: CITY, clock, hours, conversations, wording });
}

/** By what the operators were told, and by what the database says. */
async function countFaults(db, claimed) {
  const [found] = await db.query(
    `select (select count(*)::int from handoff where state = 'waiting') as left,
       (select count(*)::int from (select from assignment group by handoff_id having count(*) > 1) a) as doubles,
       (select count(*)::int from conversation c join handoff h on h.conversation_id = c.id
        where h.state = 'active' and c.owner <> 'operator:' || h.operator_id) as strangers`,
  );
  return {
    left: found.left,
    doubles: claimed.length - new Set(claimed).size + found.doubles + found.strangers,
  };
}

async function withDb(target, max, work) {
  const { connectDb } = load('./storage/db.js');
  const db = connectDb(target, { logger: silent(), max });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function serverVersion(target) {
  const [row] = await withDb(target, 1, (db) => db.query('show server_version'));
  return row.server_version.split(' ')[0];
}

function silent() {
  return load('pino')({ level: 'silent' });
}

function print(text) {
  process.stdout.write(`${text}\n\n`);
}

function progress(text) {
  process.stderr.write(`bench: ${text}\n`);
}
