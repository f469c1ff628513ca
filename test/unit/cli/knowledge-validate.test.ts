import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { compileDesk, type CompiledDesk } from '../../helpers/compiled-process';
import { SMALL_PACK } from '../../helpers/small-pack';

const ROOT = join(__dirname, '../../..');
const COMMAND = 'src/cli/knowledge-validate.ts';

let desk: CompiledDesk;
let dir: string;

beforeAll(async () => {
  const sources = readdirSync(join(ROOT, 'src/knowledge'), { recursive: true, encoding: 'utf8' });
  desk = compileDesk([
    COMMAND,
    ...sources.filter((name) => name.endsWith('.ts')).map((name) => join('src/knowledge', name)),
  ]);
  dir = await mkdtemp(join(tmpdir(), 'madoguchi-validate-'));
});
afterAll(async () => {
  desk.remove();
  await rm(dir, { recursive: true });
});

async function validate(
  files: Record<string, string>,
  ...args: string[]
): Promise<{ code: unknown; out: string; err: string }> {
  for (const [name, content] of Object.entries({ ...SMALL_PACK, ...files })) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
  const child = desk.run(COMMAND, ['--dir', dir, ...args], { DESK_CLOCK: '2021-06-04T10:00+09:00' });
  const [out, err, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'close') as Promise<[number]>,
  ]);
  return { code, out, err };
}

const broken = { 'contacts.yaml': (SMALL_PACK['contacts.yaml'] ?? '').replace('hours:', 'hour:') };

describe('knowledge:validate', () => {
  it('sums up a faultless pack in one line and succeeds', async () => {
    const { code, out, err } = await validate({});
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/: 2項目、言い方 70。誤り 0件、注意 0件$/),
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('prints every fault with file, line, column and remedy, and fails', async () => {
    const { code, out } = await validate(broken);
    expect(code).toBe(1);
    expect(out).toMatch(
      /contacts\.yaml:1:3 誤り: 「hours」がありません \[schema\.missing\]\n {4}→ call-centre に「hours: …」の行を加えてください/,
    );
    expect(out).toMatch(
      /contacts\.yaml:5:3 誤り: 「hour」というキーはありません \[schema\.unknown-key\]\n {4}→ 「hours」のまちがいではありませんか/,
    );
    expect(out).toMatch(/誤り 2件、注意 0件。誤りを直すまで、この知識は使えません\n$/);
  });

  it('prints one JSON object a line for other programs', async () => {
    const { code, out } = await validate(broken, '--json');
    const problems = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(1);
    expect(problems.map((problem) => problem['code'])).toEqual(['schema.missing', 'schema.unknown-key']);
  });

  it('explains itself, and says when an option is wrong', async () => {
    await expect(validate({}, '--help')).resolves.toMatchObject({
      code: 0,
      out: expect.stringMatching(/^使い方: /) as string,
    });
    await expect(validate({}, '--nope')).resolves.toMatchObject({
      code: 2,
      err: expect.stringContaining('--nope') as string,
    });
  });
});
