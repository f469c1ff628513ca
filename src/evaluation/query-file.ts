import { z } from 'zod';
import { CHANNELS } from '../conversation/channel';
import { AppError } from '../errors';

const OUTCOMES = ['answer', 'none', 'handoff', 'emergency', 'multi', 'clarify'] as const;

const query = z
  .object({
    id: z.string(),
    kind: z.string().default(''),
    channel: z.enum(CHANNELS).optional(),
    text: z.string().optional(),
    turns: z.array(z.string()).min(1).optional(),
    outcome: z.enum(OUTCOMES).optional(),
    expect: z.array(z.string()).default([]),
  })
  .refine(({ text, turns }) => text !== undefined || turns !== undefined, 'it needs "text" or "turns"');

/** What the desk should do with a query. */
type Outcome = (typeof OUTCOMES)[number];

/** A citizen query; fields in docs/evaluation.md. */
export type Query = Readonly<z.infer<typeof query>>;

/** A query of which is known what is right. */
export type LabelledQuery = Query & { readonly outcome: Outcome };

/** Outcomes that are right only with one of the entries of `expect`. */
const NEEDS_ENTRIES: ReadonlySet<Outcome> = new Set(['answer', 'multi', 'clarify']);

/** Reads JSON lines. Throws `input.invalid` naming file and line of the first bad one. */
export function readQueries(text: string, file: string): Query[] {
  return readPlaced(text, file).map(({ read }) => read);
}

/** Reads JSON lines that can be scored: each with its outcome, no id twice. Throws `input.invalid` like {@link readQueries}. */
export function readLabelledQueries(text: string, file: string): LabelledQuery[] {
  const ids = new Set<string>();
  return readPlaced(text, file).map(({ read, place }) => {
    if (ids.has(read.id)) throw bad(place, `the id "${read.id}" is there twice`);
    ids.add(read.id);
    return labelled(read, place);
  });
}

function labelled(read: Query, place: string): LabelledQuery {
  const { outcome, expect } = read;
  if (outcome === undefined) throw bad(place, `it needs "outcome": ${OUTCOMES.join(', ')}`);
  if (NEEDS_ENTRIES.has(outcome) && expect.length === 0)
    throw bad(place, `outcome "${outcome}" needs entry ids in "expect"`);
  return { ...read, outcome };
}

function readPlaced(text: string, file: string): { read: Query; place: string }[] {
  return text.split('\n').flatMap((line, i) => {
    const place = `${file}:${i + 1}`;
    return line.trim() === '' ? [] : [{ read: readQuery(line, place), place }];
  });
}

function readQuery(line: string, place: string): Query {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    throw bad(place, `not a line of JSON (${String(error)})`);
  }
  const parsed = query.safeParse(json);
  if (parsed.success) return parsed.data;
  throw bad(
    place,
    parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; '),
  );
}

function bad(place: string, fault: string): AppError {
  return new AppError('input.invalid', `${place}: ${fault}`);
}
