/** ASVS 5.0, 6.3.1: guessing must be hopeless, and an operator who mistypes must not be kept out for a shift. */
const FIRST_LOCK_AT = 10;
const NEXT_LOCK_AFTER = 5;
const FIRST_MINUTES = 15;
const LONGEST_MINUTES = 8 * 60;

/** For how long a login is locked after its n-th failure in a row: 15 minutes at the 10th, twice as long at every 5th more; else 0. */
export function lockMinutes(failures: number): number {
  const beyond = failures - FIRST_LOCK_AT;
  if (beyond < 0 || beyond % NEXT_LOCK_AFTER !== 0) return 0;
  return Math.min(FIRST_MINUTES * 2 ** (beyond / NEXT_LOCK_AFTER), LONGEST_MINUTES);
}
