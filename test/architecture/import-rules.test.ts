import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const DEPCRUISE = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** Violations of the import rules, each as `rule from → to`. */
function violations(folder: string): Promise<string[]> {
  const args = [
    DEPCRUISE,
    '--config',
    'dependency-cruiser.cjs',
    '--output-type',
    'json',
    'bots',
    'dialogs',
    'src',
  ];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (stdout === '') return reject(error ?? new Error(stderr));
        const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
        resolve(summary.violations.map(({ rule, from, to }) => `${rule.name} ${from} → ${to}`));
      },
    );
  });
}

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

/** Files that break one rule each; `rule`: the one that must bite. */
const PLANTED: readonly { rule: string; file: string; text: string }[] = [
  { rule: 'decision-is-pure', file: 'src/decision/planted.ts', text: `import '../matching/matcher';` },
  { rule: 'matching-below-decision', file: 'src/matching/planted.ts', text: `import '../decision/decide';` },
  { rule: 'language-is-low', file: 'src/language/planted.ts', text: `import '../knowledge/pack';` },
  { rule: 'conversation-is-bottom', file: 'src/conversation/planted.ts', text: `import '../language/kana';` },
  {
    rule: 'channels-know-conversation-only',
    file: 'src/channels/web/planted.ts',
    text: `import '../../answering/answer-turn';`,
  },
  {
    rule: 'channels-are-islands',
    file: 'src/channels/web/planted-island.ts',
    text: `import '../bot-adapter/turn-activity';`,
  },
  { rule: 'handoff-is-botless', file: 'src/handoff/planted.ts', text: `import '../answering/answer-turn';` },
  { rule: 'plumbing-is-bottom', file: 'src/storage/planted.ts', text: `import '../handoff/handoff';` },
  { rule: 'privacy-is-low', file: 'src/privacy/planted.ts', text: `import '../knowledge/pack';` },
  { rule: 'dialogs-use-services', file: 'dialogs/planted.ts', text: `import '../src/matching/matcher';` },
  { rule: 'bots-stay-thin', file: 'bots/planted.ts', text: `import '../src/knowledge/pack';` },
  { rule: 'config-read-at-the-edge', file: 'src/rendering/planted.ts', text: `import '../config';` },
  { rule: 'botbuilder-at-the-edge', file: 'src/answering/planted.ts', text: `import 'botbuilder';` },
  { rule: 'one-tokenizer', file: 'src/matching/planted-tokenizer.ts', text: `import 'kuromoji';` },
  { rule: 'one-fuzzy-search', file: 'src/answering/planted-fuzzy.ts', text: `import 'fuse.js';` },
  { rule: 'one-database', file: 'src/handoff/planted-database.ts', text: `import 'pg';` },
  { rule: 'not-to-dev-dep', file: 'src/http/planted.ts', text: `import 'fast-check';` },
  { rule: 'only-entry-points-compose', file: 'src/http/planted-app.ts', text: `import '../app';` },
  { rule: 'no-orphans', file: 'src/answering/orphan.ts', text: `export const orphan = 1;` },
  { rule: 'not-unresolvable', file: 'src/answering/lost.ts', text: `import './nowhere';` },
];

describe('the import rules', () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'madoguchi-rules-'));
    for (const name of ['bots', 'dialogs', 'src', 'package.json', 'tsconfig.json', 'dependency-cruiser.cjs'])
      cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  it('hold everywhere', async () => {
    expect(await violations(ROOT)).toEqual([]);
  });

  it('bite: a planted violation of each is caught', async () => {
    for (const { file, text } of PLANTED) {
      mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
      writeFileSync(path.join(copy, file), `${text}\n`);
    }
    const found = await violations(copy);
    const missed = PLANTED.filter(
      ({ rule, file }) => !found.some((line) => line.startsWith(`${rule} ${file} `)),
    );
    expect(missed.map(({ rule, file }) => `${rule} ${file}`)).toEqual([]);
  });
});
