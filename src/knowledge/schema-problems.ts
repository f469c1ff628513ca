import type { z } from 'zod';
import type { Path, Source } from './parse-entries';
import type { Problem } from './problem';
import { nearest } from './spelling-distance';

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数',
  int: '整数',
  array: '「- 」で始まる並び',
  object: '「キー: 値」の組',
  boolean: 'true か false',
};

/** Checks a parsed file against the schema of its kind; every fault comes back with its place. */
export function checkSchema<T extends z.ZodType>(
  source: Source,
  schema: T,
  knownKeys: () => readonly string[],
): { value?: z.output<T>; problems: Problem[] } {
  const result = schema.safeParse(source.value, { reportInput: true });
  if (result.success) return { value: result.data, problems: [] };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, source, knownKeys)) };
}

function problemsOf(issue: Issue, source: Source, knownKeys: () => readonly string[]): Problem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...source.keyPlace([...path, key]),
      code: 'schema.unknown-key',
      message: `「${key}」というキーはありません`,
      hint: hintForKey(key, knownKeys()),
      severity: 'error',
    }));
  }
  const { code, message, hint } = explain(issue, source);
  return [{ ...source.place(path), code, message, hint, severity: 'error' }];
}

function hintForKey(key: string, knownKeys: readonly string[]): string {
  const meant = nearest(key, knownKeys);
  return meant ? `「${meant}」のまちがいではありませんか` : `使えるキー: ${knownKeys.join('、')}`;
}

function explain(issue: Issue, source: Source): { code: string; message: string; hint: string } {
  const at = nameOf(issue.path as Path);
  const absent = ['invalid_type', 'invalid_union', 'invalid_value'].includes(issue.code) && issue.input === undefined;
  if (absent) {
    const hint = hintForMissing(issue.path as Path, source);
    return { code: 'schema.missing', message: `${at}がありません`, hint };
  }
  switch (issue.code) {
    case 'invalid_type':
      return {
        code: 'schema.type',
        message: `${at}の書き方が違います（${TYPES[issue.expected] ?? issue.expected}で書くところです）`,
        hint: 'ほかの項目の同じキーの書き方と見くらべてください。数字を文字として書くときは引用符で囲みます',
      };
    case 'too_small':
      return issue.origin === 'string'
        ? { code: 'schema.empty', message: `${at}が空欄です`, hint: '内容を書いてください。いらない行なら消してください' }
        : { code: 'schema.too-few', message: `${at}の数が足りません`, hint: `${String(issue.minimum)}つ以上書いてください` };
    case 'invalid_value':
      return {
        code: 'schema.value',
        message: `${at}に書ける値ではありません`,
        hint: `書ける値: ${issue.values.map(String).join('、')}`,
      };
    case 'invalid_union':
      return {
        code: 'schema.type',
        message: `${at}の書き方が違います`,
        hint: '値をそのまま書くか、確かでない値は {sample: 値} と書いてください',
      };
    case 'too_big':
      return { code: 'schema.range', message: `${at}が大きすぎます`, hint: `${String(issue.maximum)}以下にしてください` };
    default:
      return { code: 'schema.form', message: `${at}の形が違います`, hint: issue.message };
  }
}

function nameOf(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string');
  const last = path.at(-1);
  if (key === undefined) return typeof last === 'number' ? `${last + 1}番目の項目` : 'ファイルの中身';
  return typeof last === 'number' ? `「${key}」の${last + 1}番目` : `「${key}」`;
}

function hintForMissing(path: Path, source: Source): string {
  const key = path.at(-1);
  const owner = path.slice(0, -1).reduce<unknown>((value, step) => childOf(value, step), source.value);
  const id = childOf(owner, 'id');
  const name = typeof id === 'string' ? `${id} に` : '';
  return typeof key === 'string' ? `${name}「${key}: …」の行を加えてください` : '内容を書いてください';
}

function childOf(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined;
}
