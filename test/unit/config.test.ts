import { readConfig } from '../../src/config';
import { thrownBy } from '../helpers/thrown-by';

describe('the settings', () => {
  it('run the demonstration without any', () => {
    expect(readConfig({})).toMatchObject({
      port: 3978,
      city: 'komae',
      dataDir: './data',
      databaseUrl: undefined,
      logLevel: 'info',
    });
  });

  it('are read once and frozen; an empty variable counts as unset, but never DATABASE_URL', () => {
    const config = readConfig({
      PORT: '',
      DATABASE_URL: '',
      CITY: 'inagi',
      DESK_CLOCK: '2021-06-04T10:00:00+09:00',
    });
    expect(Object.isFrozen(config)).toBe(true);
    expect(config).toMatchObject({
      port: 3978,
      databaseUrl: '',
      city: 'inagi',
      deskClock: Date.parse('2021-06-04T01:00:00Z'),
    });
  });

  it.each([
    ['PORT', '70000', 'a port from 0 to 65535'],
    ['PORT', 'abc', 'a port number'],
    ['CITY', '../etc', 'the name of a folder'],
    ['PUBLIC_URL', 'city', 'the address citizens use'],
    ['DESK_CLOCK', '2021-06-04', 'an ISO time with its zone'],
    ['LOG_LEVEL', 'loud', 'silent, fatal'],
    ['OIDC_ISSUER', 'login', 'the address of an OpenID Connect provider'],
    ['OIDC_ISSUER', 'http://login.example.lg.jp', 'an https address'],
  ])('refuse %s "%s" and name the remedy', (name, value, remedy) => {
    const message = expect.stringMatching(
      `^${name} is "${value.replaceAll('.', '\\.')}"; it must be ${remedy}`,
    ) as string;
    expect(thrownBy(() => readConfig({ [name]: value }))).toMatchObject({ code: 'config.invalid', message });
  });

  it('take an account of LINE as a whole, and nothing of LINE without it', () => {
    const LINE = { LINE_CHANNEL_SECRET: 's'.repeat(32), LINE_CHANNEL_ACCESS_TOKEN: 't'.repeat(100) };
    expect(readConfig({}).line).toBeUndefined();
    expect(
      readConfig({ ...LINE, LINE_FORWARD_URLS: 'https://a.example.lg.jp/line, http://localhost:1' }).line,
    ).toEqual({
      channelSecret: LINE.LINE_CHANNEL_SECRET,
      channelAccessToken: LINE.LINE_CHANNEL_ACCESS_TOKEN,
      forwardUrls: ['https://a.example.lg.jp/line', 'http://localhost:1'],
    });
    const halves = [
      [{ LINE_CHANNEL_SECRET: LINE.LINE_CHANNEL_SECRET }, /^LINE_CHANNEL_ACCESS_TOKEN not set/],
      [{ LINE_CHANNEL_ACCESS_TOKEN: LINE.LINE_CHANNEL_ACCESS_TOKEN }, /^LINE_CHANNEL_SECRET not set/],
      [{ LINE_FORWARD_SECRET: 's'.repeat(32) }, /^LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN not set/],
      [
        { ...LINE, LINE_CHANNEL_ACCESS_TOKEN: '1234567890' },
        /^LINE_CHANNEL_ACCESS_TOKEN is \(secret\).*not the channel id/,
      ],
      [{ ...LINE, LINE_FORWARD_URLS: 'http://a.example.lg.jp' }, /LINE_FORWARD_URLS.*https/],
    ] as const;
    for (const [env, message] of halves)
      expect(thrownBy(() => readConfig(env))).toMatchObject({
        code: 'config.invalid',
        message: expect.stringMatching(message) as string,
      });
  });

  it('take a provider for the sign-in as a whole: all three settings or none', () => {
    const OIDC = {
      OIDC_ISSUER: 'https://login.example.lg.jp',
      OIDC_CLIENT_ID: 'desk',
      OIDC_CLIENT_SECRET: 'x',
    };
    expect(readConfig(OIDC).oidc).toEqual({ issuer: OIDC.OIDC_ISSUER, clientId: 'desk', clientSecret: 'x' });
    expect(readConfig({ ...OIDC, OIDC_ISSUER: 'http://localhost:3000' }).oidc).toBeDefined();
    expect(readConfig({}).oidc).toBeUndefined();
    expect(thrownBy(() => readConfig({ ...OIDC, OIDC_CLIENT_SECRET: '' }))).toMatchObject({
      code: 'config.invalid',
      message: expect.stringMatching(/^OIDC_CLIENT_SECRET not set: .*all three or none$/) as string,
    });
    expect(thrownBy(() => readConfig({ OIDC_CLIENT_ID: 'desk' }))).toMatchObject({
      message: expect.stringContaining('OIDC_ISSUER and OIDC_CLIENT_SECRET not set') as string,
    });
  });

  it('never show a secret', () => {
    const message = expect.stringContaining('SESSION_SECRET is (secret)') as string;
    expect(thrownBy(() => readConfig({ SESSION_SECRET: 'short' }))).toMatchObject({ message });
  });

  it.each([
    [
      { SPEECH_KEY: 'k' },
      'SPEECH_REGION not set: SPEECH_KEY and SPEECH_REGION belong together, set both or none',
    ],
    [
      { SPEECH_REGION: 'japaneast' },
      'SPEECH_KEY not set: SPEECH_KEY and SPEECH_REGION belong together, set both or none',
    ],
    [
      { SPEECH_HOST: 'ws://speech:5000', SPEECH_REGION: 'japaneast' },
      'choose one, the container or the region',
    ],
    [
      { ARI_URL: 'http://127.0.0.1:8088', ARI_USER: 'desk' },
      'ARI_PASSWORD not set: ARI_URL, ARI_USER and ARI_PASSWORD',
    ],
    [{ ACS_CONNECTION_STRING: 'secret' }, 'ACS_CONNECTION_STRING is (secret)'],
    [{ ACS_WEBHOOK_SECRET: 'guess' }, 'ACS_WEBHOOK_SECRET is (secret)'],
    [
      { ACS_CONNECTION_STRING: 'endpoint=https://desk.example/;accesskey=AA==' },
      'ACS_WEBHOOK_SECRET not set',
    ],
    [
      {
        ACS_CONNECTION_STRING: 'endpoint=https://desk.example/;accesskey=AA==',
        ACS_WEBHOOK_SECRET: 'x'.repeat(32),
      },
      'PUBLIC_URL is not set',
    ],
    [{ VOICE_OPERATOR_ADDRESS: 'PJSIP/600 & rm' }, 'an address of the PBX'],
  ])('take the telephone as a whole: %j', (env, message) => {
    expect(thrownBy(() => readConfig(env))).toMatchObject({
      code: 'config.invalid',
      message: expect.stringContaining(message) as string,
    });
  });

  it('take a Speech container without a key', () => {
    expect(readConfig({ SPEECH_HOST: 'ws://speech:5000' }).speech).toEqual({
      host: 'ws://speech:5000',
      key: undefined,
    });
    expect(readConfig({ SPEECH_KEY: 'k', SPEECH_REGION: 'japaneast' }).speech).toEqual({
      key: 'k',
      region: 'japaneast',
    });
    expect(readConfig({}).speech).toBeUndefined();
  });
});
