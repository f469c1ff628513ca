import { passwordFault, normalizePassword, PASSWORD_MAX } from '../../../src/accounts/password-rules';

const WORDS = ['hanako', '山田', '花子', 'komae', '狛江市', '狛江'];

describe('a password (ASVS 5.0, 6.2)', () => {
  it.each([
    ['ryokan no asa gohan 7', 'a few words'],
    ['kumamotonokuma', 'small letters only: 6.2.5 forbids rules of composition'],
    ['七時に起きて味噌汁を飲みました', 'Japanese'],
    ['🐢🐢🐙🐙🦀🦀🐳🐳🐬🐬🐠🐠', 'signs only'],
    ['correct horse battery staple', 'spaces'],
    ['hanako loves mugicha in komae', 'own name among other words'],
    ['yama to kawa to '.repeat(8), 'as long as may be'],
  ])('may be %j: %s', (password) => {
    expect(passwordFault(password, WORDS)).toBeUndefined();
  });

  it.each([
    ['asa gohan 7', 'short', '6.2.1'],
    ['🐢'.repeat(11), 'short', 'characters are counted, not bytes'],
    ['x'.repeat(PASSWORD_MAX) + 'y', 'long', '6.2.9 asks for 64'],
    ['password1234', 'guessable', '6.2.4'],
    ['P@ssw0rd!2026', 'guessable', '6.2.4'],
    ['hanako-komae-2026', 'guessable', '6.2.11: words of the place'],
    ['ＨＡＮＡＫＯ１２３４５６', 'guessable', 'full width is the same'],
    ['狛江市ワクチン窓口2026年', 'guessable', 'Japanese words'],
    ['aaaaaaaaaaaaaaaa', 'guessable', 'one letter'],
    ['abababababababab', 'guessable', 'two letters'],
    ['123456789012', 'guessable', 'a run'],
    ['987654321098', 'guessable', 'a run, backwards'],
    ['qwertyuiopas', 'guessable', 'a row of keys'],
    ['admin admin admin', 'guessable', 'repeated'],
  ])('may not be %j: %s (%s)', (password, fault) => {
    expect(passwordFault(password, WORDS)).toBe(fault);
  });

  it('is refused for its length alone when it is a megabyte', () => {
    expect(passwordFault('x'.repeat(1_000_000), WORDS)).toBe('long');
  });

  it('is the same in full width and half width', () => {
    expect(normalizePassword('ｒｙｏｋａｎ　７')).toBe('ryokan 7');
  });
});
