import { AppError } from '../errors';

const EXAMPLE = 'postgres://user:password@host:5432/database';

/** The URL without its password, for messages and logs. */
export function redactUrl(url: string): string {
  return url.replace(/(\/\/[^:/@]*):[^@]*@/, '$1:…@').replace(/([?&]password=)[^&]*/i, '$1…');
}

/** Refuses a half-set DATABASE_URL (throws `config.invalid`): starting on an empty private store instead would look like lost data. */
export function checkDatabaseUrl(url: string): void {
  const problem = problemOf(url.trim());
  if (problem === undefined) return;
  throw new AppError(
    'config.invalid',
    `DATABASE_URL "${redactUrl(url)}" ${problem}; write it like ${EXAMPLE}, or remove it to use the private PostgreSQL in DATA_DIR`,
    { details: { variable: 'DATABASE_URL' } },
  );
}

/** Stands for the host that a URL with `?host=/a/socket/directory` leaves out, and that a URL cannot leave out after a user's name. */
const NOWHERE = 'nowhere.invalid';

function problemOf(text: string): string | undefined {
  if (text === '') return 'is empty';
  const complete = text.replace(/(:\/\/[^/@]*@)\//, `$1${NOWHERE}/`);
  if (!URL.canParse(complete)) return 'is not a URL';
  const url = new URL(complete);
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')
    return 'does not begin with postgres://';
  if (['', NOWHERE].includes(url.hostname) && !url.searchParams.has('host')) return 'names no host';
  if (url.pathname.length < 2) return 'names no database';
  return undefined;
}
