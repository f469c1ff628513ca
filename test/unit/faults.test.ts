import { existsSync, readFileSync } from 'node:fs';

const DOCUMENT = 'docs/faults.md';

const rows = readFileSync(DOCUMENT, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the table of faults', () => {
  it('is not empty', () => {
    expect(rows.length).toBeGreaterThan(20);
  });

  it.each(rows.map(([, fault = '', happens = '', file = '', name = '']) => ({ fault, happens, file, name })))(
    'names a test that is there: $happens',
    ({ happens, file, name }) => {
      expect(happens).not.toBe('');
      expect(existsSync(file)).toBe(true);
      const quoted = readFileSync(file, 'utf8').split('\n');
      expect(quoted.some((line) => line.includes(`'${name}'`))).toBe(true);
    },
  );
});
