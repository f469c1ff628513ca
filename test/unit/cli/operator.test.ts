import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileDesk, type CompiledDesk } from '../../helpers/compiled-process';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

const ROOT = join(__dirname, '../../..');
const COMMAND = 'src/cli/operator.ts';
const FOLDERS = ['src/accounts', 'src/accounts/pages', 'src/audit', 'src/http', 'src/knowledge'];
const TAKEN = 'kumo no ue no neko 5';

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('npm run operator', () => {
  let desk: CompiledDesk;
  let database: TestDatabase;

  beforeAll(async () => {
    const sources = FOLDERS.flatMap((folder) =>
      readdirSync(join(ROOT, folder)).map((name) => join(folder, name)),
    );
    const files = sources.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
    desk = compileDesk([COMMAND, 'src/cli/one-line.ts', ...files]);
    database = await createTestDatabase();
  });
  afterAll(async () => {
    desk.remove();
    await database.drop();
  });

  const run = (args: string[], o: { env?: Record<string, string>; input?: string } = {}): Promise<Run> =>
    new Promise((resolve) => {
      const store: Record<string, string> =
        o.env?.['DATA_DIR'] === undefined ? { DATABASE_URL: database.url } : {};
      const env = { ...store, KNOWLEDGE_DIR: join(ROOT, 'knowledge'), ...o.env };
      const child = desk.run(COMMAND, args, env, o.input);
      let out = '';
      let err = '';
      child.stdout?.on('data', (bytes: Buffer) => (out += bytes.toString()));
      child.stderr?.on('data', (bytes: Buffer) => (err += bytes.toString()));
      child.once('close', (code) => resolve({ code, out, err }));
    });
  const add = (login: string, ...more: string[]) =>
    run(['add', '--login', login, '--name', '山田 花子', '--roles', 'operator,supervisor', ...more]);

  it('explains itself in Japanese', async () => {
    const { code, out } = await run(['--help']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^使い方: npm run operator/)]);
    await expect(run([])).resolves.toMatchObject({
      code: 2,
      out: expect.stringContaining('使い方') as string,
    });
  });

  it('adds somebody and prints a link, never a password', async () => {
    const { code, out, err } = await add(
      'hanako',
      '--capacity',
      '3',
      '--skills',
      'booking,general',
      '--site',
      'kita',
    );
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /登録しました: hanako　山田 花子　operator・supervisor　booking・general　同時3件　kita\n/,
    );
    expect(out).toMatch(/\nhttp:\/\/localhost:3978\/console\/sign-in\/link\?token=[\w-]{43}\n$/);
    const { out: elsewhere } = await run(['link', '--login', 'hanako'], {
      env: { PUBLIC_URL: 'https://faq.example.lg.jp' },
    });
    expect(elsewhere).toContain('\nhttps://faq.example.lg.jp/console/sign-in/link?token=');
    const { out: everybody } = await run(['list', '--json']);
    expect(JSON.parse(everybody)).toMatchObject({ login: 'hanako', capacity: 3, site: 'kita' });
  });

  it.each([
    [['nope'], 2, 'The command is "nope"; it must be one of add, list'],
    [['add', 'hanako'], 2, 'The command is "add hanako"'],
    [['add', '--name', 'x', '--roles', 'operator'], 2, '--login is missing; give it, such as --login hanako'],
    [['list', '--nope'], 2, '--nope'],
    [['audit', '--head', 'x'], 2, '--head is "x"; it must be what --verify printed'],
    [
      ['add', '--login', 'x y', '--name', 'x', '--roles', 'operator'],
      1,
      'login is "x y"; it must be 2 to 32',
    ],
    [
      ['add', '--login', 'xy', '--name', 'x', '--roles', 'king'],
      1,
      'roles is ["king"]; it must be some of operator',
    ],
    [
      ['change', '--login', 'nobody', '--capacity', '3'],
      1,
      '--login is "nobody"; nobody in city "komae" has it',
    ],
    [['toString'], 2, 'The command is "toString"'],
  ])('says what is wrong with %j', async (args, code, words) => {
    const answer = await run(args);
    expect([answer.code, answer.out]).toEqual([code, '']);
    expect(answer.err).toMatch(/^operator: input\.invalid: /);
    expect(answer.err).toContain(words);
    expect(answer.err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('refuses a login that is taken, a capacity that cannot be, an address that is none, and an identity without a provider', async () => {
    await add('taken');
    await expect(add('taken')).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining('"taken"') as string,
    });
    const change = (...more: string[]) => run(['change', '--login', 'taken', ...more]);
    await expect(change('--capacity', '30')).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining('0 to 20') as string,
    });
    await expect(change('--capacity', 'many')).resolves.toMatchObject({ code: 1 });
    await expect(change('--email', 'x')).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining('"x"') as string,
    });
    await expect(change('--oidc-subject', 'x')).resolves.toMatchObject({
      code: 2,
      err: expect.stringContaining('OIDC_ISSUER') as string,
    });
  });

  it('reads a password from standard input only, and stores nobody with a weak one', async () => {
    const args = ['add', '--login', 'auto', '--name', '自動', '--roles', 'operator', '--password-stdin'];
    const weak = await run(args, { input: 'auto12345678\n' });
    expect([weak.code, weak.err]).toEqual([
      1,
      expect.stringContaining('The password on standard input is guessable'),
    ]);
    expect(weak.err).not.toContain('auto12345678');
    const strong = await run(args, { input: `${TAKEN}\n` });
    expect([strong.code, strong.out.includes('token=')]).toEqual([0, false]);
    const [row] = await database.db.query<{ password_hash: string }>(
      'select password_hash from credential where password_hash is not null',
    );
    expect(row?.password_hash).toMatch(/^\$argon2id\$/);
  });

  it('disables, enables, unlocks and resets, each in the audit log', async () => {
    await add('jiro');
    for (const command of ['disable', 'enable', 'unlock', 'reset-totp', 'reset-password'])
      await expect(run([command, '--login', 'jiro'])).resolves.toMatchObject({ code: 0, err: '' });
    await run(['disable', '--login', 'jiro']);
    const barred = await run(['link', '--login', 'jiro']);
    expect([barred.code, barred.err]).toEqual([
      1,
      expect.stringContaining('npm run operator -- enable --login jiro'),
    ]);
    const { out } = await run(['audit', '--json']);
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { act: string; actor: string });
    expect(events.slice(-8).map(({ act }) => act)).toEqual(
      [
        'operator-added',
        'link-made',
        'operator-changed',
        'operator-changed',
        'unlocked',
        'totp-removed',
        'password-changed',
        'link-made',
        'operator-changed',
      ].slice(-8),
    );
    expect(events.every(({ actor }) => actor.startsWith('cli:'))).toBe(true);
  });

  it('tells whether the audit log is whole', async () => {
    await add('saburo');
    const { code, out } = await run(['audit', '--verify']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^操作の記録 \d+件に、書き換えはありません。/)]);
    const head = /: (\d+:[0-9a-f]{64})\n/.exec(out)?.[1] ?? '';
    await expect(run(['audit', '--head', head])).resolves.toMatchObject({ code: 0 });
    await expect(run(['audit', '--head', `99999${head.slice(head.indexOf(':'))}`])).resolves.toMatchObject({
      code: 1,
    });
    await database.db.query('alter table audit_event disable trigger all');
    await database.db.query(`update audit_event set actor = 'cli:somebody else' where n = 2`);
    const broken = await run(['audit', '--verify']);
    expect([broken.code, broken.out]).toEqual([
      1,
      '操作の記録の2件目が、書き換えられたか、消されています。\n',
    ]);
  });

  it('makes a link that signs in at once for the demonstration’s sample person only', async () => {
    await add('mihon');
    await run(['link', '--login', 'mihon']);
    const purposes = await database.db.query<{ purpose: string }>(
      `select purpose from one_time_link l join operator o on o.id = l.operator_id where o.login = 'mihon' and l.used_at is null`,
    );
    expect(purposes).toEqual([{ purpose: 'demonstration' }]);
  });

  it('works before the desk’s first start, and fails in one line when there is no database', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'operator-'));
    const { code, out } = await run(['list'], { env: { DATA_DIR: dataDir } });
    expect([code, out]).toEqual([0, '職員はまだ登録されていません。add で登録できます（--help）。\n']);
    const lost = await run(['list'], { env: { DATABASE_URL: 'postgres://desk:secret@127.0.0.1:1/desk' } });
    expect([lost.code, lost.err]).toEqual([1, expect.stringContaining('storage.unavailable')]);
    expect(lost.err).not.toContain('secret@');
    rmSync(dataDir, { recursive: true, force: true });
  });
});
