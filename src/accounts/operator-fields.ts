import { z } from 'zod';
import { CHANNELS } from '../conversation/channel';
import { ROLES } from '../conversation/operator';
import { AppError } from '../errors';

const name = z
  .string()
  .transform((text) => text.normalize('NFKC').trim())
  .pipe(
    z
      .string()
      .min(1, 'at least one character')
      .max(40, 'at most 40 characters')
      .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, 'without control characters'),
  );
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,39}$/, 'small letters, digits, "." and "-", such as general');

const fields = {
  displayName: name,
  roles: z.array(z.enum(ROLES, `some of ${ROLES.join(', ')}`)).min(1, `at least one of ${ROLES.join(', ')}`),
  skills: z.array(id).max(50, 'at most 50'),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[a-z0-9]+)*$/i, 'language tags such as ja'))
    .min(1, 'at least one language'),
  channels: z.array(z.enum(CHANNELS, `some of ${CHANNELS.join(', ')}`)),
  capacity: z.number('a number').int('a whole number').min(0, '0 to 20').max(20, '0 to 20'),
  site: id,
  /** Where to ring, as the PBX names it. */
  telephone: z
    .string()
    .regex(/^[A-Za-z0-9+@:._/-]{1,80}$/, 'an address of the PBX, such as PJSIP/201 or +81312345678'),
};

const changes = z.strictObject({ ...fields, disabled: z.boolean() }).partial();

/** What may be changed about an operator; what is left out stays. */
export type OperatorChange = z.infer<typeof changes>;

const person = changes.omit({ disabled: true }).extend({
  login: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{1,31}$/, '2 to 32 small letters, digits, ".", "_" and "-", such as hanako'),
  displayName: name,
  roles: fields.roles,
});

/** A new operator; what is left out has the table's default. */
export type NewOperator = z.infer<typeof person>;

/** Throws `input.invalid` naming each field, its value and what it must be. */
export function readNewOperator(given: unknown): NewOperator {
  return read(person, given);
}

/** Throws `input.invalid` as well. */
export function readOperatorChange(given: unknown): OperatorChange {
  return read(changes, given);
}

function read<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const [field] = path;
    const value = (given as Record<string, unknown> | null)?.[String(field)];
    return field === undefined
      ? message
      : `${String(field)} is ${JSON.stringify(value)}; it must be ${message}`;
  });
  throw new AppError('input.invalid', lines.join('. '));
}
