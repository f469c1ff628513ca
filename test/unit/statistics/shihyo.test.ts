import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FIGURES } from '../../../src/statistics/figure-definitions';
import { DEFAULT_LIMITS } from '../../../src/statistics/limits';

const DOCUMENT = readFileSync(path.join(__dirname, '../../../docs/ja/shihyo.md'), 'utf8');

/** Id, name, unit and definition, as the tables have them. */
const rows = DOCUMENT.split('\n')
  .filter((line) => /^\| `/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );

describe('docs/ja/shihyo.md', () => {
  it('has each figure once, in the order of the screen, with the words of the code', () => {
    expect(rows).toEqual(
      FIGURES.map(({ id, label, unit, define }) => [`\`${id}\``, label, unit, define(DEFAULT_LIMITS)]),
    );
  });
});

describe('the definitions', () => {
  it('have an id of their own, and name the numbers they are made with', () => {
    expect(new Set(FIGURES.map(({ id }) => id)).size).toBe(FIGURES.length);
    const level = FIGURES.find(({ id }) => id === 'service-level');
    expect(level?.define({ withinSeconds: 90, shortAbandonSeconds: 7, targetPercent: 80 })).toMatch(
      /90秒.*7秒/,
    );
  });
});
