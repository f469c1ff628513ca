import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StaffRoute } from '../../../src/accounts/staff';
import { consolePages } from '../../../src/console/console-page';
import { consoleRow } from '../../../src/console/console-row';
import type { QueueRow } from '../../../src/handoff/handoff';
import type { Route } from '../../../src/http/route';

let publicDir: string;

beforeEach(() => {
  publicDir = mkdtempSync(join(tmpdir(), 'madoguchi-public-'));
});
afterEach(() => rmSync(publicDir, { recursive: true }));

const accounts = { staffRoute: (_: unknown, route: StaffRoute) => route as unknown as Route };
const pages = (city = '狛江市') => consolePages({ accounts, city, demonstration: true, publicDir });

describe('the page of the console', () => {
  it('stops the start with the file’s name when it was not built', () => {
    writeFileSync(join(publicDir, 'console.js'), '');

    expect(() => pages()).toThrow('console.css');
  });

  it('is a shell without script of its own, and tells browsers without script so', async () => {
    for (const name of ['console.js', 'console.css']) writeFileSync(join(publicDir, name), '');
    const [page] = pages('<b>市');
    const { body } = (await page?.handle({} as never)) ?? {};

    expect(body).toContain('<div id="console"></div>');
    expect(body).toContain('data-demonstration="true"');
    expect(body).toContain('<noscript>');
    expect(body).toContain('&lt;b&gt;市');
    expect(String(body).match(/<script/g)).toHaveLength(1);
  });
});

describe('the colour of a wait', () => {
  const row = (state: QueueRow['state'], waitingMs: number) =>
    consoleRow({ state, waitingMs } as QueueRow, { topic: String, operator: String }).sla;

  it.each([
    ['waiting', 59_999, 'good'],
    ['waiting', 60_000, 'warn'],
    ['offered', 179_999, 'warn'],
    ['waiting', 180_000, 'late'],
    ['active', 999_999, 'good'],
    ['callback', 999_999, 'good'],
  ] as const)('of %s for %d ms is %s', (state, waitingMs, sla) => {
    expect(row(state, waitingMs)).toBe(sla);
  });
});
