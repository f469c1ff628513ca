import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '../..');
const LEVELS = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal']);
/** Names under which a citizen's words or identity travel; logs may hold them only under `pii`. */
const PERSONAL =
  /^(text|activity|activities|words|utterance|message|messages|body|lastText|userId|from|speak|reply|turn|inbound|outbox)$/;

function sources(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.join(folder, name)),
  );
}

/** What is wrong with the log calls of one source text. */
function logFaults(file: string, text: string): string[] {
  const faults: string[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isLogCall(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      faults.push(...callFaults(node).map((fault) => `${file}:${line + 1} ${fault}`));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

/** `logger.info(…)`, `this.logger.warn(…)`, `this.options.logger.error(…)`. */
function isLogCall({ expression }: ts.CallExpression): boolean {
  return (
    ts.isPropertyAccessExpression(expression) &&
    LEVELS.has(expression.name.text) &&
    /(^|\.)logger$/.test(expression.expression.getText())
  );
}

function callFaults(call: ts.CallExpression): string[] {
  const [first, second] = call.arguments;
  const [fields, message] = second === undefined ? [undefined, first] : [first, second];
  const plain =
    message !== undefined && (ts.isStringLiteral(message) || ts.isNoSubstitutionTemplateLiteral(message));
  const names =
    fields && ts.isObjectLiteralExpression(fields)
      ? fields.properties.map((p) => p.name?.getText() ?? '...')
      : [];
  return [
    ...(plain ? [] : ['the message is not a fixed text']),
    ...names.filter((name) => PERSONAL.test(name) || name === '...').map((name) => `logs ${name}`),
  ];
}

/** Files in which the pattern stands outside comments. */
function filesWith(pattern: RegExp, files: readonly string[]): string[] {
  return files.filter((file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    return pattern.test(text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, ''));
  });
}

describe('the source', () => {
  const all = sources('src', 'bots', 'dialogs');

  it('logs fixed messages and no citizen’s words', () => {
    expect(all.flatMap((file) => logFaults(file, readFileSync(path.join(ROOT, file), 'utf8')))).toEqual([]);
  });

  it.each([
    ['logger.info({ text }, "said")', 'x.ts:1 logs text'],
    ['this.options.logger.warn({ activity: a }, "said")', 'x.ts:1 logs activity'],
    ['logger.error({ ...turn }, "said")', 'x.ts:1 logs ...'],
    ['logger.info(`said ${words}`)', 'x.ts:1 the message is not a fixed text'],
    ['logger.info({ id }, "said " + words)', 'x.ts:1 the message is not a fixed text'],
  ])('is searched well: %s is caught', (code, fault) => {
    expect(logFaults('x.ts', code)).toContain(fault);
  });

  it('lets the record of a reply be logged, which holds no words of the citizen', () => {
    expect(logFaults('x.ts', 'logger.info(reply, "reply"); logger.info({ port }, "desk open")')).toEqual([]);
  });

  it('reads the environment only at its edge', () => {
    const inside = all.filter((file) => !/^src\/(main|config)\.ts$|^src\/cli\//.test(file));
    expect(filesWith(/process\.env/, inside)).toEqual([]);
  });

  it('names no path of somebody’s machine', () => {
    expect(
      filesWith(/['"`](\/(home|work|root|Users|tmp)\/|[A-Z]:\\\\)/, [
        ...all,
        ...sources('test').filter((file) => !file.includes('architecture')),
      ]),
    ).toEqual([]);
  });

  it('prints to the console only from commands and the start', () => {
    expect(
      filesWith(
        /\bconsole\.(log|info|warn|error|debug|trace|dir|table)\b/,
        all.filter((file) => !/^src\/(main\.ts|cli\/)/.test(file)),
      ),
    ).toEqual([]);
  });

  it('calls nothing an agent: in this field it means the bot, the worker and the person', () => {
    expect(all.filter((file) => /agent|utils|helpers|common|services\//.test(file))).toEqual([]);
  });
});
