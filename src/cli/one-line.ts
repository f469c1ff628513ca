/** What somebody wrote must not move the cursor of the officer's terminal. */
export function oneLine(text: string, length = 120): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, length);
}
