import { isCollection, isPair, isScalar, LineCounter, parseDocument, visit, type Document, type YAMLError } from 'yaml';
import type { Place, Problem } from './problem';

export type Path = readonly (string | number)[];

/** A YAML file as data that still knows where every value stands. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** The place of a value; of its nearest parent when the value itself is missing. */
  place(path: Path): Place;
  /** The place of a key rather than of its value. */
  keyPlace(path: Path): Place;
  /** The place of a character within a text, counted in UTF-16 units from the start of the value. */
  textPlace(path: Path, offset: number): Place;
}

/** Parses one knowledge file. Never throws: faults of the YAML itself are in `problems`. */
export function parseSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = [
    ...document.errors.map((error) => syntaxProblem(error, place(error.pos[0]))),
    ...aliasOffsets(document).map((offset) => aliasProblem(place(offset))),
  ];
  return {
    file,
    problems,
    value: problems.length > 0 ? undefined : document.toJS(),
    place: (path) => place(offsetOf(document, path)),
    textPlace: (path, offset) => textPlace(document, path, { text, offset, place }),
    keyPlace: (path) => place(keyOffset(document, path) ?? offsetOf(document, path)),
  };
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if ((isScalar(node) || isCollection(node)) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

/** Block texts (|-) begin one line below their mark and are indented; other texts run on from their first character. */
function textPlace(
  document: Document,
  path: Path,
  { text, offset, place }: { text: string; offset: number; place: (offset: number) => Place },
): Place {
  const start = place(offsetOf(document, path));
  const node = document.getIn(path, true);
  if (!isScalar(node) || typeof node.value !== 'string') return start;
  if (node.type !== 'BLOCK_LITERAL') {
    const quote = node.type === 'PLAIN' ? 0 : 1;
    return node.value.includes('\n') ? start : { ...start, column: start.column + offset + quote };
  }
  const before = node.value.slice(0, offset).split('\n');
  const line = start.line + before.length;
  const indent = /^ */.exec(text.split('\n')[line - 1] ?? '')?.[0].length ?? 0;
  return { ...start, line, column: indent + (before.at(-1)?.length ?? 0) + 1 };
}

function keyOffset(document: Document, path: Path): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isCollection(parent)) return undefined;
  const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1));
  return isPair(pair) && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
}

/** YAML reads a text that begins with * as a reference; staff mean an asterisk. */
function aliasOffsets(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, { Alias: (_, { range }) => void offsets.push(range?.[0] ?? 0) });
  return offsets;
}

function aliasProblem(place: Place): Problem {
  const hint = '文の全体を引用符（\'…\'）で囲んでください';
  return { ...place, code: 'yaml.alias', message: '文が「*」で始まっています', hint, severity: 'error' };
}

const SYNTAX: Partial<Record<YAMLError['code'], readonly [message: string, hint: string]>> = {
  BAD_INDENT: ['字下げがそろっていません', '前後の行と、行の頭の空白の数をそろえてください'],
  TAB_AS_INDENT: ['字下げにタブが使われています', 'タブを、半角の空白にかえてください'],
  DUPLICATE_KEY: ['同じキーが2回書かれています', 'どちらか一つにしてください'],
  MISSING_CHAR: ['記号が足りません', 'かっこや引用符が閉じているか、「:」の後に半角の空白があるかを確かめてください'],
  BLOCK_AS_IMPLICIT_KEY: ['「: 」が文の中にあるようです', '文の全体を引用符（\'…\'）で囲んでください'],
  MULTILINE_IMPLICIT_KEY: ['「キー: 値」の形になっていません', 'キーの後の「:」が抜けていないか確かめてください'],
  BAD_SCALAR_START: ['文が、特別な記号で始まっています', '文の全体を引用符（\'…\'）で囲んでください'],
  MULTIPLE_DOCS: ['「---」の行があります', '「---」の行を消してください'],
  IMPOSSIBLE: ['この書き方は読み取れません', '前の項目の書き方と見くらべてください'],
};

function syntaxProblem({ code, message }: YAMLError, place: Place): Problem {
  const [text, hint] = SYNTAX[code] ?? [`YAMLとして読み取れません（${message}）`, '前後の項目の書き方と見くらべてください'];
  return { ...place, code: `yaml.${code.toLowerCase().replaceAll('_', '-')}`, message: text, hint, severity: 'error' };
}
