import { linkAddress, LinkStore } from '../../src/accounts/link-store';
import type { NewOperator } from '../../src/accounts/operator-fields';
import { OperatorStore } from '../../src/accounts/operator-store';
import { SessionStore } from '../../src/accounts/session-store';
import { AuditLog } from '../../src/audit/audit-log';
import type { Operator } from '../../src/conversation/operator';
import type { Db } from '../../src/storage/db';

const CITY = 'komae';
const BY = 'system:test';

/** The accounts of a demonstration, from outside of its process: as `npm run operator` reaches them. */
export class Staff {
  private readonly people: OperatorStore;
  private readonly links: LinkStore;

  constructor(private readonly db: Db) {
    const sessions = new SessionStore(db, CITY, true);
    this.people = new OperatorStore({ db, city: CITY, audit: new AuditLog(db, CITY), sessions });
    this.links = new LinkStore(db, CITY);
  }

  /** Somebody who may answer everything, unless said otherwise. */
  hire(person: Partial<NewOperator> & Pick<NewOperator, 'login'>): Promise<Operator> {
    const usual = { displayName: person.login, roles: ['operator' as const], capacity: 3 };
    return this.people.add({ ...usual, ...person }, BY);
  }

  /** An address that signs this operator in, once. */
  async link(origin: string, { id }: Pick<Operator, 'id'>): Promise<string> {
    return linkAddress(origin, await this.links.make(this.db, id, 'demonstration'));
  }
}
