const CONSOLE = '/console';

/** Where to go after the sign-in: a page of the console itself, else its first page. Nothing else: a link to the sign-in that ends on
 *  somebody else's page is how passwords are fished (CWE-601). */
export function nextPage(wanted: string | null | undefined): string {
  const base = 'http://desk.invalid';
  if (!wanted || wanted.length > 500 || !/^\/console(?:[/?]|$)/.test(wanted) || /[\\\p{Cc}]/u.test(wanted))
    return CONSOLE;
  if (!URL.canParse(wanted, base)) return CONSOLE;
  const { origin, pathname, search } = new URL(wanted, base); // ".." is gone afterwards
  const isPage =
    /^\/console(?:\/|$)/.test(pathname) &&
    !/^\/console\/(?:sign-in|sign-out|api|feed)(?:\/|$)/.test(pathname);
  return origin === base && isPage && !pathname.includes('//') ? `${pathname}${search}` : CONSOLE;
}
