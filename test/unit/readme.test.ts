import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT_DIR, SETTING_NAMES } from '../../src/config';

const README = readFileSync(path.join(ROOT_DIR, 'README.md'), 'utf8');
const SCRIPTS = (
  JSON.parse(readFileSync(path.join(ROOT_DIR, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
).scripts;

describe('the README', () => {
  it('lists exactly the settings that the desk reads', () => {
    const [, section = ''] = README.split('## Settings');
    const [table = ''] = section.split('\n## ');
    const listed = [...table.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);

    expect(listed.sort()).toEqual([...SETTING_NAMES].sort());
  });

  it('names only commands that there are', () => {
    const named = [...README.matchAll(/npm run (?:-s )?([a-z:]+)/g)].map(([, name]) => name ?? '');

    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !(name in SCRIPTS))).toEqual([]);
  });

  it('fits the two commands and the picture on the first screen', () => {
    const firstScreen = README.split('\n').slice(0, 10).join('\n');

    expect(firstScreen).toContain('docs/images/chat-1280.png');
    expect(firstScreen).toContain('npm ci && npm start');
    expect(firstScreen).toContain('npm ci && npm test');
  });
});
