import { z } from 'zod';
import { CHANNELS } from '../conversation/channel';

const query = z
  .object({
    id: z.string(),
    kind: z.string().default(''),
    channel: z.enum(CHANNELS).optional(),
    text: z.string().optional(),
    turns: z.array(z.string()).min(1).optional(),
    outcome: z.enum(['answer', 'none', 'handoff', 'emergency', 'multi', 'clarify']).optional(),
    expect: z.array(z.string()).default([]),
  })
  .refine(({ text, turns }) => text !== undefined || turns !== undefined, 'it needs "text" or "turns"');

/** A labelled citizen query; fields in docs/evaluation.md. */
export type Query = Readonly<z.infer<typeof query>>;

/** Reads JSON lines; a bad one is named with its line. */
export function readQueries(text: string, file: string): Query[] {
  return text
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' ? [] : [readQuery(line, `${file}:${i + 1}`)]));
}

function readQuery(line: string, place: string): Query {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    throw new Error(`${place}: not a line of JSON (${String(error)})`);
  }
  const parsed = query.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Error(
    `${place}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`,
  );
}
