import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from './errors';
import { allOrNone } from './settings-together';
import { readTelephone, telephoneSettings } from './telephone-settings';

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
    .transform(splitList)
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
  /** Staff sign in at this OpenID Connect provider, beside the desk's own accounts. */
  OIDC_ISSUER: z
    .url('the address of an OpenID Connect provider, such as https://login.example.lg.jp')
    .refine(isSecure, 'an https address (http only on localhost)')
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** An outside hub whose people answer for the city: where handoff events go. */
  HANDOFF_HUB_URL: z
    .url('the address that takes handoff events, such as https://hub.example.lg.jp/events')
    .refine(isSecure, 'an https address (http only on localhost)')
    .optional(),
  HANDOFF_HUB_SECRET: z.string().min(32, 'at least 32 random characters').optional(),
  /** The city's LINE account; both or none. */
  LINE_CHANNEL_SECRET: z
    .string()
    .min(16, 'the channel secret of the LINE Developers console, 32 characters')
    .optional(),
  LINE_CHANNEL_ACCESS_TOKEN: z
    .string()
    .min(20, 'the long-lived channel access token of the LINE Developers console, not the channel id')
    .optional(),
  LINE_API_BASE_URL: z
    .url('the address of a stand-in for https://api.line.me')
    .refine(isSecure, 'an https address (http only on localhost)')
    .optional(),
  LINE_DATA_API_BASE_URL: z
    .url('the address of a stand-in for https://api-data.line.me')
    .refine(isSecure, 'an https address (http only on localhost)')
    .optional(),
  /** Other systems behind the same account, separated by commas. */
  LINE_FORWARD_URLS: z
    .string()
    .default('')
    .transform(splitList)
    .pipe(
      z.array(
        z
          .url('addresses such as https://yoyaku.example.lg.jp/line, separated by commas')
          .refine(isSecure, 'https addresses (http only on localhost)'),
      ),
    ),
  LINE_FORWARD_SECRET: z.string().min(16, 'at least 16 characters').optional(),
  /** Days that citizens' unmasked words are kept, encrypted. */
  ORIGINALS_DAYS: z.coerce
    .number('a number of days, such as 7')
    .int('a whole number of days')
    .min(1, 'at least 1 day')
    .max(90, 'at most 90 days')
    .default(7),
  ...telephoneSettings,
  LOG_LEVEL: z
    .enum(
      ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'],
      'silent, fatal, error, warn, info, debug or trace',
    )
    .default('info'),
});

/** The names of all settings; README.md lists each. */
export const SETTING_NAMES: readonly string[] = Object.keys(settings.shape);

const SECRETS: readonly string[] = [
  'MicrosoftAppPassword',
  'SESSION_SECRET',
  'OIDC_CLIENT_SECRET',
  'HANDOFF_HUB_SECRET',
  'LINE_CHANNEL_SECRET',
  'LINE_CHANNEL_ACCESS_TOKEN',
  'LINE_FORWARD_SECRET',
  'SPEECH_KEY',
  'ARI_PASSWORD',
  'ACS_CONNECTION_STRING',
  'ACS_WEBHOOK_SECRET',
];

type Read = z.infer<typeof settings>;

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
    oidc: readOidc(read),
    handoffHub: readHandoffHub(read),
    line: readLine(read),
    originalsDays: read.ORIGINALS_DAYS,
    ...readTelephone(read),
    logLevel: read.LOG_LEVEL,
  });
}

/** All three or none: half a sign-in would only be noticed by the first operator of the morning. */
function readOidc({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }: Read) {
  const given = allOrNone({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET });
  return (
    given && {
      issuer: given.OIDC_ISSUER,
      clientId: given.OIDC_CLIENT_ID,
      clientSecret: given.OIDC_CLIENT_SECRET,
    }
  );
}

/** Undefined without an account. Throws `config.invalid` when only half of it is there. */
function readLine(read: z.infer<typeof settings>) {
  const { LINE_CHANNEL_SECRET: channelSecret, LINE_CHANNEL_ACCESS_TOKEN: channelAccessToken } = read;
  const { LINE_FORWARD_URLS: forwardUrls, LINE_FORWARD_SECRET: forwardSecret } = read;
  if (channelSecret !== undefined && channelAccessToken !== undefined)
    return {
      ...{ channelSecret, channelAccessToken, forwardUrls, forwardSecret },
      apiBaseUrl: read.LINE_API_BASE_URL,
      dataApiBaseUrl: read.LINE_DATA_API_BASE_URL,
    };
  const rest = [read.LINE_API_BASE_URL, read.LINE_DATA_API_BASE_URL, forwardSecret, ...forwardUrls];
  if (channelSecret === channelAccessToken && rest.every((value) => value === undefined)) return undefined;
  const given = { LINE_CHANNEL_SECRET: channelSecret, LINE_CHANNEL_ACCESS_TOKEN: channelAccessToken };
  const missing = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [name] : []));
  throw new AppError(
    'config.invalid',
    `${missing.join(' and ')} not set: the settings LINE_… need LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN, set both or none of them`,
    { details: { variables: missing } },
  );
}

function splitList(list: string): string[] {
  return list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** On localhost nobody listens in: for trying out. */
function isSecure(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname));
}

function readHandoffHub({ HANDOFF_HUB_URL, HANDOFF_HUB_SECRET }: Read) {
  const given = allOrNone({ HANDOFF_HUB_URL, HANDOFF_HUB_SECRET });
  return given && { url: given.HANDOFF_HUB_URL, secret: given.HANDOFF_HUB_SECRET };
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
