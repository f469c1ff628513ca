import type { Operator } from '../conversation/operator';
import type { AccountParts } from './account-parts';
import { linkAddress } from './link-store';
import type { NewOperator } from './operator-fields';

/** The sample person whom the demonstration's link signs in. */
export const DEMONSTRATION_LOGIN = 'mihon';

const SAMPLE: NewOperator = {
  login: DEMONSTRATION_LOGIN,
  displayName: '見本',
  roles: ['operator', 'supervisor', 'administrator'],
};

/** A link that signs the demonstration's sample person in. There is no default password that somebody could forget to change. */
export async function demonstrationLink(
  { db, people, links, audit }: AccountParts,
  origin: string,
): Promise<string> {
  const { id, disabled } = await samplePerson(people);
  if (disabled) await people.change(id, { disabled: false }, 'system');
  const token = await db.tx(async (q) => {
    const made = await links.make(q, id, 'demonstration');
    const details = { purpose: 'demonstration' };
    await audit.append(q, { actor: 'system', act: 'link-made', subject: `operator:${id}`, details });
    return made;
  });
  return linkAddress(origin, token);
}

/** Finds the sample person or adds it; of several nodes that start at once one adds it and the others find it. */
async function samplePerson(people: AccountParts['people']): Promise<Operator> {
  const find = (): Promise<Operator | undefined> => people.findByLogin(SAMPLE.login);
  const found = await find();
  if (found) return found;
  try {
    return await people.add(SAMPLE, 'system');
  } catch (error) {
    const added = await find();
    if (!added) throw error;
    return added;
  }
}
