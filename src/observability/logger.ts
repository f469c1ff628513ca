import pino, { type Logger } from 'pino';

/** JSON lines on standard error; personal data only under `pii.*`, which is never printed. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: undefined, redact: { paths: ['pii', '*.pii'], censor: '[personal data]' } },
    pino.destination(2),
  );
}
