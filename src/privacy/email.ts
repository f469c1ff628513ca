import type { Found } from './personal-data';

const WRITTEN = /[a-z0-9][a-z0-9._%+-]{0,63} ?@ ?[a-z0-9][a-z0-9-]{0,62}(?: ?[.] ?[a-z0-9-]{1,63}){1,5}/g;
const SPOKEN =
  /[a-z0-9][a-z0-9._%+-]{0,63} ?(?:アットマーク|あっとまーく|アット|\(at\)|\[at\]|@) ?[a-z0-9][a-z0-9-]{0,62}(?: ?(?:ドット|どっと|[.]|\(dot\)|\[dot\]) ?[a-z0-9-]{1,63}){1,5}/g;

/** Mail addresses, also full width and with 「アットマーク」 and 「ドット」. */
export function findEmails(folded: string): Found[] {
  if (!/@|アット|あっと|[[(]at[\])]/.test(folded)) return [];
  return [...folded.matchAll(WRITTEN), ...folded.matchAll(SPOKEN)].map((match) => ({
    kind: 'email',
    start: match.index,
    end: match.index + match[0].length,
  }));
}
