import path from 'node:path';
import { parseArgs } from 'node:util';
import { demonstrationTime } from '../knowledge/demonstration-time';
import { loadPack } from '../knowledge/load-pack';
import { describeProblem } from '../knowledge/problem';

const HELP = `使い方: npm run knowledge:validate [-- --city komae] [-- --json]

知識のファイル（knowledge/）を調べて、誤りと注意をすべて表示します。
誤りがあるあいだは、窓口は新しい知識で動きません。注意だけなら動きます。

  --city 名前  市のフォルダーの名前（決めなければ CITY、それもなければ komae）
  --dir 場所   調べるフォルダー（決めなければ knowledge/ の下の市のフォルダー）
  --json       1件1行の JSON で出力します
  --help       この説明を表示します

見直しの期限は、DESK_CLOCK か、見本の時刻（catalog.yaml の demonstration）で調べます。
どちらもなければ、今日の日付で調べます。`;

const KNOWLEDGE = path.join(__dirname, '..', '..', '..', 'knowledge');

const OPTIONS = {
  city: { type: 'string' },
  dir: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

async function validate(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return print(HELP);
  const dir = path.relative(
    process.cwd(),
    path.resolve(values.dir ?? path.join(KNOWLEDGE, values.city ?? (process.env['CITY'] || 'komae'))),
  );
  const { pack, problems } = await loadPack(dir, await timeOf(dir));
  problems.forEach((problem) => print(values.json ? JSON.stringify(problem) : describeProblem(problem)));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const counts = `誤り ${errors}件、注意 ${problems.length - errors}件`;
  const content = pack && `${pack.entries.length}項目、言い方 ${phrasingsIn(pack.entries)}`;
  if (!values.json)
    print(
      content ? `${dir}: ${content}。${counts}` : `${dir}: ${counts}。誤りを直すまで、この知識は使えません`,
    );
  if (errors > 0) process.exitCode = 1;
}

async function timeOf(dir: string): Promise<number> {
  const set = Date.parse(process.env['DESK_CLOCK'] ?? '');
  return Number.isNaN(set) ? ((await demonstrationTime(dir)) ?? Date.now()) : set;
}

function phrasingsIn(
  entries: readonly { phrasings: readonly string[]; situations: readonly string[] }[],
): number {
  return entries.reduce((sum, { phrasings, situations }) => sum + phrasings.length + situations.length, 0);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

validate().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
