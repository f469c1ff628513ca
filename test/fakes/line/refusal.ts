import type { z } from 'zod';

/** One fault of a request, in LINE's words: `property` is the path of the field, such as `messages[0].text`. */
interface Detail {
  readonly message: string;
  readonly property: string;
}

/** What the API answers instead of doing something. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly more: {
      readonly details?: readonly Detail[];
      readonly body?: object;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
  }

  get body(): object {
    const { details = [], body = {} } = this.more;
    return { message: this.message, ...(details.length > 0 && { details }), ...body };
  }
}

/** The checked value, or a 400 that names every fault and its place. */
export function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const details = result.error.issues.map(({ message, path }) => ({ message, property: propertyOf(path) }));
  throw new Refusal(400, `The request body has ${details.length} error(s)`, { details });
}

function propertyOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (whole, step) =>
      typeof step === 'number'
        ? `${whole}[${step}]`
        : whole === ''
          ? String(step)
          : `${whole}.${String(step)}`,
    '',
  );
}
