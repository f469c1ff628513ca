import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Every violation of WCAG 2.2 A and AA that axe finds on the page, one line each: rule and element. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, so the page's content security policy does not stand in its way.
  await page.evaluate(SOURCE);
  const results = await page.evaluate<AxeResults, string[]>(
    (values) =>
      (
        globalThis as unknown as { axe: { run(node: Document, options: unknown): Promise<AxeResults> } }
      ).axe.run(document, {
        runOnly: { type: 'tag', values },
        // Half the time. What is fetched beforehand serves one rule that is not among these (experimental), and audio that plays by itself.
        preload: false,
        resultTypes: ['violations'],
      }),
    TAGS,
  );
  return results.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}`),
  );
}
