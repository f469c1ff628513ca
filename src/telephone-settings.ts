import { z } from 'zod';
import { AppError } from './errors';
import { allOrNone } from './settings-together';

/** The telephone's settings, keyed by the variable's name. */
export const telephoneSettings = {
  /** Azure Speech: a region with its key, or the address of a Speech container. */
  SPEECH_KEY: z.string().optional(),
  SPEECH_REGION: z
    .string()
    .regex(/^[a-z0-9]+$/, 'a region of Azure, such as japaneast')
    .optional(),
  SPEECH_HOST: z
    .url({
      protocol: /^(wss?|https?)$/,
      error: 'the address of a Speech container, such as ws://speech.example.lg.jp:5000',
    })
    .optional(),
  /** Asterisk's REST interface. */
  ARI_URL: z
    .url({ protocol: /^https?$/, error: 'the address of Asterisk, such as http://127.0.0.1:8088' })
    .optional(),
  ARI_USER: z.string().optional(),
  ARI_PASSWORD: z.string().optional(),
  /** How numbers are rung, `{number}` in it. */
  ARI_DIAL: z
    .string()
    .regex(/^[A-Za-z0-9]+\/\S*\{number\}\S*$/, 'how Asterisk rings a number, such as PJSIP/{number}@trunk')
    .default('PJSIP/{number}@trunk'),
  /** Audio by AudioSocket instead of chan_websocket: where Asterisk finds the desk. */
  ARI_AUDIOSOCKET: z
    .string()
    .regex(/^[A-Za-z0-9.-]+:\d{1,5}$/, 'an address and a port of the desk, such as 127.0.0.1:9092')
    .optional(),
  ACS_CONNECTION_STRING: z
    .string()
    .regex(
      /^endpoint=https?:\/\/.+;accesskey=.+$/i,
      'endpoint=https://…;accesskey=…, as the Azure portal shows it',
    )
    .optional(),
  /** In the address that Event Grid is given. */
  ACS_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{32,}$/, 'at least 32 random letters and digits')
    .optional(),
  /** Who is rung when a caller wants a person, as the PBX names it. */
  VOICE_OPERATOR_ADDRESS: z
    .string()
    .regex(/^[A-Za-z0-9+@:._/-]{1,80}$/, 'an address of the PBX, such as PJSIP/600 or +81312345678')
    .optional(),
  VOICE_CALLS_DAYS: z.coerce
    .number('a number of days, such as 90')
    .int('a whole number of days')
    .min(1, 'at least 1 day')
    .max(3650, 'at most 3650 days')
    .default(90),
  /** `file`: short messages are written to DATA_DIR/sms instead of being sent. */
  VOICE_SMS: z.enum(['off', 'file'], 'off or file').default('off'),
  /** The page for trying the telephone, at /voice/demo. */
  VOICE_DEMO: z
    .enum(['true', 'false'], 'true or false')
    .default('false')
    .transform((word) => word === 'true'),
};

type Read = z.infer<z.ZodObject<typeof telephoneSettings>> & { readonly PUBLIC_URL?: string | undefined };

/** Throws `config.invalid` for settings that do not go together. */
export function readTelephone(read: Read) {
  return {
    speech: readSpeech(read),
    ari: readAri(read),
    acs: readAcs(read),
    voice: {
      operatorAddress: read.VOICE_OPERATOR_ADDRESS ?? (isOnTrial(read) ? 'demo' : undefined),
      callsDays: read.VOICE_CALLS_DAYS,
      sms: read.VOICE_SMS,
      demo: read.VOICE_DEMO,
    },
  };
}

/** Only the page for trying brings calls: it rings on the page itself, whatever the address. */
function isOnTrial({ VOICE_DEMO, ARI_URL, ACS_CONNECTION_STRING }: Read): boolean {
  return VOICE_DEMO && ARI_URL === undefined && ACS_CONNECTION_STRING === undefined;
}

/** Azure's region with its key, or a Speech container of one's own, which may do without a key. */
function readSpeech({ SPEECH_KEY: key, SPEECH_REGION, SPEECH_HOST: host }: Read) {
  if (host !== undefined && SPEECH_REGION === undefined) return { host, key };
  if (host !== undefined)
    throw new AppError(
      'config.invalid',
      'SPEECH_HOST and SPEECH_REGION are both set: choose one, the container or the region',
      { details: { variables: ['SPEECH_HOST', 'SPEECH_REGION'] } },
    );
  const given = allOrNone({ SPEECH_KEY: key, SPEECH_REGION });
  return given && { region: given.SPEECH_REGION, key: given.SPEECH_KEY };
}

function readAri({ ARI_URL, ARI_USER, ARI_PASSWORD, ARI_DIAL, ARI_AUDIOSOCKET }: Read) {
  const given = allOrNone({ ARI_URL, ARI_USER, ARI_PASSWORD });
  return (
    given && {
      ...{ url: given.ARI_URL, user: given.ARI_USER, password: given.ARI_PASSWORD },
      ...{ dial: ARI_DIAL, audioSocket: ARI_AUDIOSOCKET },
    }
  );
}

/** Azure calls the desk back: without an address of the desk there is no call. */
function readAcs({ ACS_CONNECTION_STRING, ACS_WEBHOOK_SECRET, PUBLIC_URL }: Read) {
  const given = allOrNone({ ACS_CONNECTION_STRING, ACS_WEBHOOK_SECRET });
  if (given !== undefined && PUBLIC_URL === undefined)
    throw new AppError(
      'config.invalid',
      'PUBLIC_URL is not set: with ACS_CONNECTION_STRING Azure must know how to reach the desk',
      { details: { variables: ['PUBLIC_URL'] } },
    );
  return given && { connectionString: given.ACS_CONNECTION_STRING, webhookSecret: given.ACS_WEBHOOK_SECRET };
}
