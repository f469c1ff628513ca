import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { STAFF_REFUSAL_CODES, refuseStaff } from '../../src/accounts/refusals';
import { LINE_REFUSAL_CODES, refuseLine } from '../../src/channels/line/refusals';
import { WEB_REFUSAL_CODES, refuseWeb } from '../../src/channels/web/refusals';
import { CONSOLE_REFUSAL_CODES, refuseConsole } from '../../src/console/refusals';
import { SUPERVISOR_REFUSAL_CODES, refuseSupervisor } from '../../src/console/supervisor-refusals';
import { AppError, ERROR_CODES } from '../../src/errors';
import { HUB_REFUSAL_CODES, refuseHub } from '../../src/handoff-hub/hub-refusals';
import { REFUSAL_CODES, refuse } from '../../src/http/refusals';

const ROOT = path.join(__dirname, '../..');
const DOCUMENT = readFileSync(path.join(ROOT, 'docs/errors.md'), 'utf8');

/** The rows of the n-th table, cells trimmed. */
function table(n: number): string[][] {
  const section = DOCUMENT.split('\n## ')[n] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replace(/^`|`$/g, '')),
  );
}

describe('docs/errors.md', () => {
  it('lists every code of the desk once, with meaning and remedy', () => {
    const rows = table(1);
    expect(rows.map(([code]) => code)).toEqual([...ERROR_CODES]);
    for (const [, meaning = '', remedy = ''] of rows)
      expect([meaning, remedy].every((cell) => cell.length > 10)).toBe(true);
  });

  it('lists every code of a refusal, with the status that is sent', () => {
    const sent = [
      ...REFUSAL_CODES.map((code) => [code, String(refuse(code).status)]),
      ...WEB_REFUSAL_CODES.map((code) => [code, String(refuseWeb(code).status)]),
      ...STAFF_REFUSAL_CODES.map((code) => [code, String(refuseStaff(code).status)]),
      ...HUB_REFUSAL_CODES.map((code) => [code, String(refuseHub(code).status)]),
      ...LINE_REFUSAL_CODES.map((code) => [code, String(refuseLine(code).status)]),
      ...CONSOLE_REFUSAL_CODES.map((code) => [code, String(refuseConsole(code).status)]),
      ...SUPERVISOR_REFUSAL_CODES.map((code) => [code, String(refuseSupervisor(code).status)]),
    ];
    expect(table(2).map(([code, status]) => [code, status])).toEqual(sent);
  });
});

describe('the codes', () => {
  it('are all in use', () => {
    const source = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && name !== 'errors.ts')
      .map((name) => readFileSync(path.join(ROOT, 'src', name), 'utf8'))
      .join('\n');
    expect(ERROR_CODES.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
  });

  it('come with an error that keeps its cause and details', () => {
    const cause = new TypeError('why');
    const error = new AppError('port.taken', 'Port 80 is taken', { cause, details: { port: 80 } });
    expect(error).toMatchObject({ name: 'AppError', code: 'port.taken', cause, details: { port: 80 } });
    expect(new AppError('port.taken', 'x')).toMatchObject({ details: {} });
  });
});
