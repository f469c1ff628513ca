import type { Desk } from '../../../src/answering/desk';
import { loadSmallPack } from '../../helpers/small-pack';

/** A desk with a small knowledge, for everything that is not about answers. */
export async function smallDesk(): Promise<Desk> {
  const { pack, problems } = await loadSmallPack({
    'canned.yaml':
      '- {id: hello, label: あいさつ, text: "{{city}}の{{operator}}です。応対は{{hours}}です。"}\n',
  });
  if (pack === undefined) throw new Error(JSON.stringify(problems));
  const none = {
    candidates: [],
    rivals: [],
    none: 1,
    danger: { life: 0, 'self-harm': 0, signed: false },
    terse: false,
  };
  return {
    pack: { ...pack, catalog: { ...pack.catalog, id: 'komae', city: '狛江市' } },
    release: 1,
    matcher: { match: () => none, weights: {} },
  };
}
