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
  ])('refuse %s "%s" and name the remedy', (name, value, remedy) => {
    const message = expect.stringMatching(
      `^${name} is "${value.replaceAll('.', '\\.')}"; it must be ${remedy}`,
    ) as string;
    expect(thrownBy(() => readConfig({ [name]: value }))).toMatchObject({ code: 'config.invalid', message });
  });

  it('never show a secret', () => {
    const message = expect.stringContaining('SESSION_SECRET is (secret)') as string;
    expect(thrownBy(() => readConfig({ SESSION_SECRET: 'short' }))).toMatchObject({ message });
  });
});
