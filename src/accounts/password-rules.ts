/** NIST SP 800-63B-4, 3.1.1.2 asks for 15 characters where the password stands alone and 8 beside a second factor; OWASP ASVS 5.0,
 *  6.2.1 for 8, better 15. Rules of composition are advised against by both (6.2.5). */
export const PASSWORD_MIN = 12;
/** ASVS 6.2.9 wants at least 64 to be possible; without an end a megabyte would be hashed. */
export const PASSWORD_MAX = 128;

export type PasswordFault = 'short' | 'long' | 'guessable';

/** Words that guessers try first (ASVS 6.2.4, 6.2.11), beside the operator's own name and the city's. */
const GUESSED =
  'password passwort passw0rd p@ssword pass word welcome letmein admin administrator root login secret changeme default test guest user master qwerty qwertyuiop asdfghjkl zxcvbnm 1qaz2wsx iloveyou sunshine dragon monkey football baseball princess abc madoguchi console vaccine vaccination wakuchin wakutin corona covid operator supervisor shiyakusho yakusho shisei kosodate hoken nippon nihon japan tokyo sakura arigatou konnichiwa doraemon pikachu pokemon reiwa heisei shouwa パスワード ワクチン 窓口 市役所 コロナ 令和 さくら サクラ'
    .split(' ')
    .sort((a, b) => b.length - a.length);
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'あいうえおかきくけこさしすせそ',
];
/** What must be left when guessable words, digits and signs are taken away. */
const OWN_CHARACTERS = 4;
const DIFFERENT_CHARACTERS = 5;

/** The same password whichever keyboard typed it: full width and half width are one (NIST SP 800-63B-4, 3.1.1.2 names NFKC). */
export function normalizePassword(text: string): string {
  return text.normalize('NFKC');
}

/** What is wrong with a password; `words`: the login, the name, the city. */
export function passwordFault(text: string, words: readonly string[]): PasswordFault | undefined {
  if (text.length > 2 * PASSWORD_MAX) return 'long'; // before anything that costs time
  const password = normalizePassword(text);
  const { length } = [...password];
  if (length < PASSWORD_MIN) return 'short';
  if (length > PASSWORD_MAX) return 'long';
  return isGuessable(password.toLowerCase(), words) ? 'guessable' : undefined;
}

function isGuessable(password: string, words: readonly string[]): boolean {
  const different = new Set(password).size;
  if (different < DIFFERENT_CHARACTERS || isRun(password)) return true;
  return isMadeOf(password, words) || isMadeOf(withoutDisguise(password), words);
}

function isMadeOf(password: string, words: readonly string[]): boolean {
  const guessed = [...words.map((word) => normalizePassword(word).toLowerCase()), ...GUESSED];
  const rest = guessed
    .filter((word) => word.length > 1)
    .reduce((left, word) => left.replaceAll(word, ' '), password)
    .replace(/[^\p{L}]/gu, '');
  const hasWords = rest.length < password.replace(/[^\p{L}]/gu, '').length;
  return hasWords && rest.length < OWN_CHARACTERS;
}

const DISGUISES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  $: 's',
  '5': 's',
};

/** p@ssw0rd is password. */
function withoutDisguise(password: string): string {
  return password.replace(/[@401!3$5]/g, (sign) => DISGUISES[sign] ?? sign);
}

/** abcdefghijkl, 987654321098, qwertyuiopas */
function isRun(password: string): boolean {
  return RUNS.some((run) => {
    const there = run.repeat(8);
    const back = [...there].reverse().join('');
    return there.includes(password) || back.includes(password);
  });
}
