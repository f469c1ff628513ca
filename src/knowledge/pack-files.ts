import { z } from 'zod';
import { cannedFileSchema } from './canned';
import { catalogSchema } from './catalog';
import { cohortsSchema } from './cohort';
import { contactsSchema } from './contact';
import { dangerExamplesSchema } from './danger-examples';
import { entriesSchema } from './entry';
import { hoursSchema } from './hours';
import { synonymsSchema, termsSchema } from './language-data';
import { lineSchema } from './line-menu';
import { messagesSchema } from './messages';
import { outsideSchema } from './outside-topic';
import { policySchema } from './policy';
import { venuesSchema } from './venue';
import { voiceSchema } from './voice';

/** The kinds of file in a pack, each with its schema. `entries` is a folder, the others are single files. */
export const PACK_FILES = {
  catalog: catalogSchema,
  entries: entriesSchema,
  venues: venuesSchema,
  cohorts: cohortsSchema,
  contacts: contactsSchema,
  outside: outsideSchema,
  synonyms: synonymsSchema,
  terms: termsSchema,
  emergency: dangerExamplesSchema,
  policy: policySchema,
  hours: hoursSchema,
  messages: messagesSchema,
  canned: cannedFileSchema,
  line: lineSchema,
  voice: voiceSchema,
} as const;

export type FileKind = keyof typeof PACK_FILES;
export const FILE_KINDS = Object.keys(PACK_FILES) as FileKind[];

/** A pack without these still answers, only less cleverly. */
export const OPTIONAL_FILES: readonly FileKind[] = ['outside', 'synonyms', 'terms', 'canned', 'line', 'voice'];

/** The JSON Schema that editors use while staff type. */
export function jsonSchemaOf(kind: FileKind): Record<string, unknown> {
  return z.toJSONSchema(PACK_FILES[kind], { io: 'input', unrepresentable: 'any' });
}

/** Every key that may appear anywhere in a file of this kind, for "did you mean". */
export function keysOf(kind: FileKind): string[] {
  const keys = new Set<string>();
  const visit = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema as Record<string, unknown>)) {
      if (key === 'properties') Object.keys(value as object).forEach((property) => keys.add(property));
      visit(value);
    }
  };
  visit(jsonSchemaOf(kind));
  return [...keys];
}
