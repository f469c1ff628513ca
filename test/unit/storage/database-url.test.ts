import { checkDatabaseUrl, redactUrl } from '../../../src/storage/database-url';
import { thrownBy } from '../../helpers/thrown-by';

describe('DATABASE_URL', () => {
  it.each([
    'postgres://desk:secret@db.city.lg.jp:5432/desk',
    'postgresql://desk@%2Fvar%2Frun%2Fpostgresql/desk',
    'postgres://desk@/desk?host=/var/run/postgresql',
  ])('accepts %s', (url) => {
    expect(() => checkDatabaseUrl(url)).not.toThrow();
  });

  it.each([
    ['', 'is empty'],
    ['   ', 'is empty'],
    ['db.city.lg.jp', 'is not a URL'],
    ['mysql://db/desk', 'does not begin with postgres://'],
    ['postgres:///desk', 'names no host'],
    ['postgres://desk:secret@/desk', 'names no host'],
    ['postgres://desk:secret@db.city.lg.jp', 'names no database'],
    ['postgres://desk:secret@db.city.lg.jp/', 'names no database'],
  ])('refuses "%s": %s', (url, problem) => {
    const message = expect.stringContaining(problem) as string;
    expect(thrownBy(() => checkDatabaseUrl(url))).toMatchObject({ code: 'config.invalid', message });
  });

  it('never shows the password', () => {
    expect(redactUrl('postgres://desk:p%40ss@db/desk?password=x')).toBe(
      'postgres://desk:…@db/desk?password=…',
    );
    const message = expect.not.stringContaining('secret') as string;
    expect(thrownBy(() => checkDatabaseUrl('postgres://desk:secret@db'))).toMatchObject({ message });
  });
});
