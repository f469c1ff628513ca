import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { findPersonalData } from '../../../src/privacy/detect';
import { personalDataMask } from '../../../src/personal-data-mask';
import { realDesk } from '../../helpers/real-desk';

/* Labelled queries are not part of the product: EVAL_QUERIES names a file of them, see docs/evaluation.md. */

const file = process.env['EVAL_QUERIES'];
const there = file !== undefined && existsSync(file);
if (!there)
  process.stdout.write(
    'skipped: labelled queries with personal data; set EVAL_QUERIES to a file of them (JSON lines)\n',
  );

const query = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string().optional(),
  turns: z.array(z.string()).optional(),
  pii: z.array(z.object({ type: z.string(), text: z.string() })).optional(),
});

const queries = there
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => query.parse(JSON.parse(line)))
  : [];

(there ? describe : describe.skip)('labelled queries', () => {
  const textOf = ({ text, turns = [] }: z.infer<typeof query>): string => text ?? turns.join('\n');

  it('are found to hold every labelled piece of personal data, as what it is', async () => {
    const { tokenizer } = await realDesk();
    const missed = queries.flatMap((one) => {
      const found = findPersonalData(textOf(one), { tokenize: tokenizer });
      const pieces = one.pii ?? [];
      return pieces
        .filter(({ type, text }) => !found.some((span) => span.kind === type && span.text === text))
        .map(({ type }) => `${one.id} ${type}`);
    });
    expect(queries.some(({ kind }) => kind === 'pii')).toBe(true);
    expect(missed).toEqual([]);
  });

  it('without a label are left as they are', async () => {
    const { desk, tokenizer } = await realDesk();
    const mask = personalDataMask(desk.pack, tokenizer);
    const touched = queries.filter((one) => one.pii === undefined && mask(textOf(one)) !== textOf(one));
    expect(touched.map(({ id }) => id)).toEqual([]);
  });
});
