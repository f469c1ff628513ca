import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { schemaFiles } from '../knowledge/schema-files';

const HELP = `使い方: npm run knowledge:schema [-- --check]

知識のファイルの書き方の定義（knowledge/schema/*.schema.json）を作り直します。
VS Code などの編集ソフトが、これを使って入力を助けます。

  --check  作り直さず、古くなっていれば失敗します
  --help   この説明を表示します`;

const FOLDER = path.join(__dirname, '..', '..', '..', 'knowledge', 'schema');

function run(): void {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const files = schemaFiles();
  if (values.check) return check(files);
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, content } of files) writeFileSync(path.join(FOLDER, name), content);
  process.stdout.write(`${path.relative(process.cwd(), FOLDER)}: ${files.length}個のファイルを書きました\n`);
}

function check(files: readonly { name: string; content: string }[]): void {
  const stale = files.filter(({ name, content }) => read(path.join(FOLDER, name)) !== content);
  for (const { name } of stale)
    process.stderr.write(`${name} が古くなっています。npm run knowledge:schema で作り直してください\n`);
  if (stale.length > 0) process.exitCode = 1;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

run();
