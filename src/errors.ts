/** Every error code of the desk; docs/errors.md lists each with its meaning and remedy (a test compares). */
export const ERROR_CODES = [
  'config.invalid',
  'knowledge.invalid',
  'dictionary.missing',
  'port.taken',
  'storage.unavailable',
  'storage.incompatible',
  'storage.migration-changed',
  'conversation.unknown',
  'turn.missing',
  'input.invalid',
  'handoff.stale',
  'handoff.full',
  'operator.unavailable',
  'carrier.unavailable',
  'speech.unavailable',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The only error the desk throws on purpose. The message names the value, the place and the remedy. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
  }
}
