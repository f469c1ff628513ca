import { parseArgs } from 'node:util';
import pino from 'pino';
import { readConfig } from '../config';
import { AppError } from '../errors';
import { listOpen } from '../handoff/queue-rows';
import type { HandoffState, QueueRow } from '../handoff/handoff';
import { openDatabase } from '../storage/open-database';
import { oneLine } from './one-line';

const HELP = `使い方: npm run queue [-- --json]

担当者を待っている相談の一覧を表示します（見るだけで、何も変更しません）。
窓口が動いている間も使えます。

  --json   機械処理用に、1件1行の JSON で出力します
  --help   この説明を表示します`;

const CHANNEL_NAMES: Readonly<Record<QueueRow['channel'], string>> = {
  web: 'ウェブ',
  line: 'LINE',
  voice: '電話',
};
const CAUSE_NAMES: Readonly<Record<QueueRow['cause'], string>> = {
  asked: '担当者を希望',
  'two-failures': '続けて答えられず',
  'policy-topic': '担当者が答える話題',
};
const STATE_NAMES: Readonly<Record<HandoffState, string>> = {
  waiting: '待機中',
  offered: '呼び出し中',
  active: '対応中',
  'wrap-up': '後処理中',
  closed: '終了',
  abandoned: '離脱',
  callback: '折り返し待ち',
  message: '伝言あり',
};

/** Reads the queue once; attaches to the desk's own database server, or starts it for a moment. */
async function readQueue(): Promise<QueueRow[]> {
  const config = readConfig(process.env);
  const { db, stop } = await openDatabase({ ...config, logger: pino({ level: 'silent' }) });
  try {
    return await listOpen(db, config.city);
  } finally {
    await stop();
  }
}

function describe(row: QueueRow): string {
  const place = row.position === undefined ? STATE_NAMES[row.state] : `${row.position}番目`;
  const topic = row.topicId === undefined ? '' : `（${row.topicId}）`;
  const candidates = row.candidates.map(
    ({ entryId, confidence }) => `${entryId} ${Math.round(confidence * 100)}%`,
  );
  return [
    `${place}　待ち ${waitText(row.waitingMs)}　${CHANNEL_NAMES[row.channel]}　${CAUSE_NAMES[row.cause]}${topic}`,
    `　最後の言葉: ${oneLine(row.lastText) || '（なし）'}`,
    `　候補: ${candidates.join('、') || '（なし）'}`,
    `　会話: ${oneLine(row.conversationId)}`,
  ].join('\n');
}

function waitText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return '1分未満';
  return minutes < 60 ? `${minutes}分` : `${Math.floor(minutes / 60)}時間${minutes % 60}分`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help === true) return void console.log(HELP);
  const rows = await readQueue();
  if (values.json === true) return rows.forEach((row) => console.log(JSON.stringify(row)));
  if (rows.length === 0) return void console.log('いま、担当者を待っている相談はありません。');
  console.log(`担当者への相談 ${rows.length}件\n\n${rows.map(describe).join('\n\n')}`);
}

main().catch((error: unknown) => {
  const code = error instanceof AppError ? `${error.code}: ` : '';
  console.error(`queue: ${code}${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
