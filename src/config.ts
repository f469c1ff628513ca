import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from './errors';

/** Every setting of the desk, keyed by the variable's name; the message says what is right. */
const settings = z.object({
  PORT: z.coerce
    .number('a port number, such as 3978')
    .int('a whole port number')
    .min(0, 'a port from 0 to 65535')
    .max(65_535, 'a port from 0 to 65535')
    .default(3978),
  PUBLIC_URL: z.url('the address citizens use, such as https://faq.example.lg.jp').optional(),
  CITY: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'the name of a folder in knowledge/, such as komae')
    .default('komae'),
  /** Where the cities' folders are, when not beside the program. */
  KNOWLEDGE_DIR: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  /** Checked where it is used: an empty one must be refused, not ignored. */
  DATABASE_URL: z.string().optional(),
  PG_BIN_DIR: z.string().optional(),
  MicrosoftAppId: z.string().optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppType: z
    .enum(['MultiTenant', 'SingleTenant', 'UserAssignedMSI'], 'MultiTenant, SingleTenant or UserAssignedMSI')
    .optional(),
  MicrosoftAppTenantId: z.string().optional(),
  SESSION_SECRET: z.string().min(32, 'at least 32 random characters').optional(),
  DESK_CLOCK: z
    .string()
    .regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/,
      'an ISO time with its zone, such as 2021-06-04T10:00+09:00',
    )
    .transform((text) => Date.parse(text))
    .refine((time) => !Number.isNaN(time), 'an ISO time that exists, such as 2021-06-04T10:00+09:00')
    .optional(),
  /** Exact origins of city pages that carry the widget, separated by commas. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ''),
    )
    .pipe(z.array(z.url('addresses such as https://www.city.example.lg.jp, separated by commas'))),
  /** `true` when a reverse proxy of the city stands in front and sets X-Forwarded-For. */
  TRUST_PROXY: z
    .enum(['true', 'false'], 'true or false')
    .default('false')
    .transform((word) => word === 'true'),
  /** Whole offices and mobile networks share one address: be generous. */
  RATE_LIMIT_WRITES: z.coerce
    .number('a number of requests, such as 300')
    .int('a whole number of requests')
    .min(1, 'at least 1 request a minute')
    .default(300),
  LOG_LEVEL: z
    .enum(
      ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'],
      'silent, fatal, error, warn, info, debug or trace',
    )
    .default('info'),
});

/** The names of all settings; README.md lists each. */
export const SETTING_NAMES: readonly string[] = Object.keys(settings.shape);

const SECRETS: readonly string[] = ['MicrosoftAppPassword', 'SESSION_SECRET'];

/** The desk's settings, read once and frozen. */
export type Config = ReturnType<typeof readConfig>;

/** Reads the environment. Throws `config.invalid` naming the variable, its value and the remedy. An empty variable counts as unset,
 *  but for DATABASE_URL. */
export function readConfig(env: Readonly<Record<string, string | undefined>>) {
  const given = Object.entries(env).filter(
    ([name, value]) => value !== undefined && (value !== '' || name === 'DATABASE_URL'),
  );
  const parsed = settings.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw invalid(parsed.error.issues, env);
  const read = parsed.data;
  return Object.freeze({
    port: read.PORT,
    publicUrl: read.PUBLIC_URL,
    city: read.CITY,
    knowledgeDir:
      read.KNOWLEDGE_DIR === undefined ? path.join(ROOT_DIR, 'knowledge') : path.resolve(read.KNOWLEDGE_DIR),
    dataDir: read.DATA_DIR,
    databaseUrl: read.DATABASE_URL,
    pgBinDir: read.PG_BIN_DIR,
    microsoftAppId: read.MicrosoftAppId,
    microsoftAppPassword: read.MicrosoftAppPassword,
    microsoftAppType: read.MicrosoftAppType,
    microsoftAppTenantId: read.MicrosoftAppTenantId,
    sessionSecret: read.SESSION_SECRET,
    /** Milliseconds since the epoch: the desk begins at this time and ticks on. */
    deskClock: read.DESK_CLOCK,
    allowedOrigins: read.ALLOWED_ORIGINS,
    trustProxy: read.TRUST_PROXY,
    /** Messages and the like that one address may send in a minute. */
    rateLimitWrites: read.RATE_LIMIT_WRITES,
    logLevel: read.LOG_LEVEL,
  });
}

function invalid(
  issues: readonly z.core.$ZodIssue[],
  env: Readonly<Record<string, string | undefined>>,
): AppError {
  const lines = issues.map(({ path, message }) => {
    const name = String(path[0]);
    const value = SECRETS.includes(name) ? '(secret)' : `"${env[name] ?? ''}"`;
    return `${name} is ${value}; it must be ${message}`;
  });
  return new AppError('config.invalid', lines.join('. '), {
    details: { variables: issues.map(({ path }) => String(path[0])) },
  });
}

/** The top folder of the desk: knowledge/ and dist/public are found from here, whatever the working directory. */
export const ROOT_DIR = findRoot(__dirname);

/** The folder of the chosen city's knowledge. */
export function packDir({ city, knowledgeDir }: Pick<Config, 'city' | 'knowledgeDir'>): string {
  return path.join(knowledgeDir, city);
}

function findRoot(from: string): string {
  if (existsSync(path.join(from, 'package.json'))) return from;
  const parent = path.dirname(from);
  if (parent === from)
    throw new AppError(
      'config.invalid',
      `No package.json above ${__dirname}: run the desk from its own folder.`,
    );
  return findRoot(parent);
}
