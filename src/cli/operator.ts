import { userInfo } from 'node:os';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { AccountOffice } from '../accounts/account-office';
import { DEMONSTRATION_LOGIN } from '../accounts/demonstration-link';
import { linkAddress } from '../accounts/link-store';
import type { OperatorChange } from '../accounts/operator-fields';
import { packDir, readConfig, type Config } from '../config';
import type { Operator } from '../conversation/operator';
import { AppError } from '../errors';
import { demonstrationTime } from '../knowledge/demonstration-time';
import { openDatabase } from '../storage/open-database';
import { oneLine } from './one-line';

const HELP = `使い方: npm run operator -- 命令 [オプション]

職員のアカウントを管理します。窓口が動いている間も、最初に動かす前も使えます。
パスワードはここでは決めません。表示されるリンクを本人に渡すと、本人が決めます。

  add --login LOGIN --name "NAME" --roles ROLES   登録して、リンクを表示します
  list [--json]                                   全員を表示します
  change --login LOGIN [オプション]               登録内容を変えます
  disable --login LOGIN                           使えなくします（サインインも終わります）
  enable --login LOGIN                            また使えるようにします
  unlock --login LOGIN                            失敗が続いて止まったサインインを、すぐ使えるようにします
  reset-password --login LOGIN                    パスワードを消して、リンクを表示します
  reset-totp --login LOGIN                        認証アプリの設定を消します（スマートフォンをなくしたとき）
  link --login LOGIN                              新しいリンクを表示します（前のリンクは使えなくなります）
  audit [--verify] [--head N:HASH] [--json]       操作の記録を表示します。--verify は書き換えがないかを確かめます

add と change のオプション（並びはコンマで区切ります）
  --name "山田 花子"     市民に表示される名前
  --roles ROLES         operator, supervisor, knowledge-editor, administrator
  --skills SKILLS       担当できる話題（既定は general）
  --languages ja        対応できる言語
  --channels web,line   対応できる窓口（web, line, voice）
  --capacity 2          同時に対応できる相談の数（0〜20）
  --site main           勤務場所
  --telephone PJSIP/201 電話の相談を受けたときに鳴らす電話（交換機での名前）
  --email ADDRESS       市の職員アカウント（OIDC）で確認済みのメールアドレス
  --oidc-subject SUB    メールアドレスを確認しない認証サーバーでの、本人の番号
  --password-stdin      自動化のため、パスワードを標準入力から読みます（リンクは表示しません）

終了コード: 0 できました、1 できませんでした、2 命令やオプションが違います`;

const OPTIONS = {
  login: { type: 'string' },
  name: { type: 'string' },
  roles: { type: 'string' },
  skills: { type: 'string' },
  languages: { type: 'string' },
  channels: { type: 'string' },
  capacity: { type: 'string' },
  site: { type: 'string' },
  telephone: { type: 'string' },
  email: { type: 'string' },
  'oidc-subject': { type: 'string' },
  'password-stdin': { type: 'boolean' },
  verify: { type: 'boolean' },
  head: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof readArguments>['values'];

interface Desk {
  readonly office: AccountOffice;
  readonly config: Config;
  readonly values: Values;
}

function readArguments() {
  return parseArgs({ allowPositionals: true, options: OPTIONS });
}

/** `input.invalid` with exit code 2. */
class UsageError extends AppError {}

const COMMANDS: Readonly<Record<string, (desk: Desk) => Promise<void>>> = {
  add,
  list,
  change,
  disable: (desk) => setDisabled(desk, true),
  enable: (desk) => setDisabled(desk, false),
  unlock,
  'reset-password': resetPassword,
  'reset-totp': resetTotp,
  link: async (desk) => printLink(desk, await named(desk)),
  audit,
};

async function add(desk: Desk): Promise<void> {
  const { office, values } = desk;
  const login = wanted(values.login, 'login', 'hanako');
  const displayName = wanted(values.name, 'name', '"山田 花子"');
  const roles = wordsOf(wanted(values.roles, 'roles', 'operator')) as never; // checked by the store
  const password = await passwordIn(values);
  if (password !== undefined) office.refuseWeak({ login, displayName }, password); // before anything is stored
  const operator = await office.people.add({ login, ...changeOf(values), displayName, roles }, actor());
  console.log(`登録しました: ${describe(operator)}`);
  await bind(desk, operator);
  if (password === undefined) return printLink(desk, operator);
  await office.setPassword(operator, password);
}

async function change(desk: Desk): Promise<void> {
  const { office, values } = desk;
  const operator = await named(desk);
  const password = await passwordIn(values);
  await office.change(operator, changeOf(values));
  await bind(desk, operator);
  if (password !== undefined) await office.setPassword(operator, password);
  console.log(`変更しました: ${describe(await office.find(operator.login))}`);
}

async function list({ office, values }: Desk): Promise<void> {
  const people = await office.people.list();
  if (values.json === true) return people.forEach((person) => console.log(JSON.stringify(person)));
  if (people.length === 0) console.log('職員はまだ登録されていません。add で登録できます（--help）。');
  for (const person of people) console.log(describe(person));
}

async function setDisabled(desk: Desk, disabled: boolean): Promise<void> {
  const operator = await named(desk);
  await desk.office.change(operator, { disabled });
  console.log(disabled ? '使えなくしました。' : 'また使えるようにしました。');
}

async function unlock(desk: Desk): Promise<void> {
  const operator = await named(desk);
  const wasLocked = await desk.office.unlock(operator);
  console.log(
    wasLocked ? '失敗の記録を消しました。すぐにサインインできます。' : '失敗の記録はありませんでした。',
  );
}

async function resetPassword(desk: Desk): Promise<void> {
  const operator = await named(desk);
  await desk.office.resetPassword(operator);
  console.log('パスワードを消し、サインインをすべて終わらせました。');
  await printLink(desk, operator);
}

async function resetTotp(desk: Desk): Promise<void> {
  const operator = await named(desk);
  await desk.office.resetTotp(operator);
  console.log('認証アプリの設定と予備のコードを消し、サインインをすべて終わらせました。');
}

async function audit({ office, values }: Desk): Promise<void> {
  if (values.verify === true || values.head !== undefined) return verify(office, values.head);
  const events = (await office.audit.list({ limit: 200 })).reverse();
  for (const event of events) {
    const { n, at, actor: who, act, subject, details } = event;
    const line = `${n}　${at.toISOString()}　${act}　${who} → ${subject}　${JSON.stringify(details)}`;
    console.log(values.json === true ? JSON.stringify(event) : oneLine(line, 400));
  }
}

async function verify(office: AccountOffice, head: string | undefined): Promise<void> {
  const verdict = await office.audit.verify(head === undefined ? undefined : readHead(head));
  if (verdict.ok) {
    console.log(`操作の記録 ${verdict.rows}件に、書き換えはありません。`);
    console.log(
      `控え（次に --head で渡すと、末尾が消されていないかも確かめます）: ${verdict.rows}:${verdict.head}`,
    );
    return;
  }
  console.log(`操作の記録の${verdict.broken}件目が、書き換えられたか、消されています。`);
  process.exitCode = 1;
}

function readHead(head: string): { n: number; hash: string } {
  const [, n, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(head) ?? [];
  if (n === undefined || hash === undefined)
    throw usage(`--head is "${head}"; it must be what --verify printed, N:HASH`);
  return { n: Number(n), hash };
}

async function printLink({ office, config }: Desk, operator: Operator): Promise<void> {
  const isSample =
    operator.login === DEMONSTRATION_LOGIN && (await demonstrationTime(packDir(config))) !== undefined;
  const token = await office.link(operator, isSample ? 'demonstration' : 'password');
  console.log('次のリンクを本人に渡してください。一度だけ、24時間以内に使えます。');
  console.log(linkAddress(config.publicUrl ?? `http://localhost:${config.port}`, token));
}

async function bind({ office, config, values }: Desk, operator: Operator): Promise<void> {
  if (values.email !== undefined) await office.expectEmail(operator, values.email);
  const subject = values['oidc-subject'];
  if (subject === undefined) return;
  if (config.oidc === undefined)
    throw usage('--oidc-subject needs the setting OIDC_ISSUER: give this command the settings of the desk');
  await office.bindSubject(operator, config.oidc.issuer, subject);
}

function changeOf(values: Values): OperatorChange {
  const { name, roles, skills, languages, channels, capacity, site, telephone } = values;
  const given = {
    displayName: name,
    roles: roles === undefined ? undefined : wordsOf(roles),
    skills: skills === undefined ? undefined : wordsOf(skills),
    languages: languages === undefined ? undefined : wordsOf(languages),
    channels: channels === undefined ? undefined : wordsOf(channels),
    capacity: capacity === undefined ? undefined : Number(capacity),
    site,
    telephone,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)); // checked by the store
}

function wordsOf(words: string): string[] {
  return words
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function named({ office, values }: Desk): Promise<Operator> {
  return office.find(wanted(values.login, 'login', 'hanako'));
}

function wanted(value: string | undefined, name: string, example: string): string {
  if (value !== undefined && value !== '') return value;
  throw usage(`--${name} is missing; give it, such as --${name} ${example}`);
}

async function passwordIn(values: Values): Promise<string | undefined> {
  if (values['password-stdin'] !== true) return undefined;
  const [line = ''] = (await text(process.stdin)).split(/\r?\n/);
  return line;
}

function describe(operator: Operator): string {
  const { login, displayName, roles, skills, capacity, site, disabled } = operator;
  const state = disabled ? '　【使用停止】' : '';
  return [
    login,
    displayName,
    roles.join('・'),
    skills.join('・'),
    `同時${capacity}件`,
    `${site}${state}`,
  ].join('　');
}

/** Which account of the machine it was: the audit log tells apart who has a shell. */
function actor(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    return `cli:${process.getuid?.() ?? 'unknown'}`; // a container's made-up uid has no name
  }
}

function usage(message: string): UsageError {
  return new UsageError('input.invalid', `${message} (--help)`);
}

async function main(): Promise<void> {
  const { values, positionals } = parsedArguments();
  const [name = '', ...more] = positionals;
  if (values.help === true || (name === '' && more.length === 0)) {
    console.log(HELP);
    if (values.help !== true) process.exitCode = 2;
    return;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined || more.length > 0) {
    throw usage(
      `The command is "${positionals.join(' ')}"; it must be one of ${Object.keys(COMMANDS).join(', ')}`,
    );
  }
  const config = readConfig(process.env);
  const { db, stop } = await openDatabase({ ...config, logger: pino({ level: 'silent' }) });
  try {
    await command({ office: new AccountOffice(db, config.city, actor()), config, values });
  } finally {
    await stop();
  }
}

function parsedArguments() {
  try {
    return readArguments();
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

main().catch((error: unknown) => {
  const code = error instanceof AppError ? `${error.code}: ` : '';
  console.error(`operator: ${code}${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
