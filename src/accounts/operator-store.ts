import { randomUUID } from 'node:crypto';
import type { AuditLog } from '../audit/audit-log';
import type { Operator } from '../conversation/operator';
import { AppError } from '../errors';
import type { Db, Queryable } from '../storage/db';
import {
  readNewOperator,
  readOperatorChange,
  type NewOperator,
  type OperatorChange,
} from './operator-fields';
import { OPERATOR_COLUMNS, operatorOf, type OperatorRow } from './operator-row';
import type { SessionStore } from './session-store';

interface StoreParts {
  readonly db: Db;
  readonly city: string;
  readonly audit: AuditLog;
  readonly sessions: SessionStore;
}

/** The columns that `add` and `change` may write, by the field's name. */
const COLUMNS = {
  displayName: 'display_name',
  roles: 'roles',
  skills: 'skills',
  languages: 'languages',
  channels: 'channels',
  capacity: 'capacity',
  site: 'site',
  telephone: 'telephone',
} as const;

/** One city's operators. Nobody is ever deleted: transcripts and the audit log name them. */
export class OperatorStore {
  constructor(private readonly parts: StoreParts) {}

  async find(id: string): Promise<Operator | undefined> {
    return this.one('o.id = $2', id);
  }

  async findByLogin(login: string): Promise<Operator | undefined> {
    return this.one('o.login = $2', login);
  }

  /** By login, disabled ones included. */
  async list(): Promise<Operator[]> {
    const rows = await this.parts.db.query<OperatorRow>(
      `select ${OPERATOR_COLUMNS} from operator o where o.city = $1 order by o.login`,
      [this.parts.city],
    );
    return rows.map(operatorOf);
  }

  /** Throws `input.invalid` for a field that cannot be, and for a login that is taken. `actor`: for the audit log. */
  async add(given: NewOperator, actor: string): Promise<Operator> {
    const person = readNewOperator(given);
    const id = randomUUID();
    const { columns, values } = columnsOf(person);
    await this.parts.db.tx(async (q) => {
      const added = await q.query(
        `insert into operator (${['id', 'city', 'login', ...columns].join(', ')})
         values (${['id', 'city', 'login', ...columns].map((_, n) => `$${n + 1}`).join(', ')})
         on conflict (city, login) do nothing returning id`,
        [id, this.parts.city, person.login, ...values],
      );
      if (added.length === 0) {
        throw new AppError('input.invalid', `login is "${person.login}"; it must be one that nobody has yet`);
      }
      await q.query('insert into credential (operator_id, city) values ($1, $2)', [id, this.parts.city]);
      const details = { login: person.login, roles: person.roles };
      await this.parts.audit.append(q, { actor, act: 'operator-added', subject: `operator:${id}`, details });
    });
    const operator = await this.find(id);
    if (operator === undefined)
      throw new AppError('storage.unavailable', `Operator ${id} was added and is gone`);
    return operator;
  }

  /** Undefined when there is nobody with this id. New roles and disabling end the person's sessions: what somebody may do is fixed
   *  at the sign-in. Throws `input.invalid` for a field that cannot be. */
  async change(id: string, given: OperatorChange, actor: string): Promise<Operator | undefined> {
    const change = readOperatorChange(given);
    await this.parts.db.tx(async (q) => {
      const [before] = await q.query<OperatorRow>(
        `select ${OPERATOR_COLUMNS} from operator o where o.id = $1 and o.city = $2 for update`,
        [id, this.parts.city],
      );
      if (before !== undefined) await this.apply(q, operatorOf(before), { change, actor });
    });
    return this.find(id);
  }

  private async apply(
    q: Queryable,
    before: Operator,
    { change, actor }: { change: OperatorChange; actor: string },
  ): Promise<void> {
    const { columns, values } = columnsOf(change);
    const assignments = columns.map((column, n) => `${column} = $${n + 2}`);
    if (change.disabled !== undefined) {
      assignments.push(
        `disabled_at = ${change.disabled ? 'coalesce(disabled_at, clock_timestamp())' : 'null'}`,
      );
    }
    if (assignments.length === 0) return;
    await q.query(`update operator set ${assignments.join(', ')} where id = $1`, [before.id, ...values]);
    const rolesChanged = change.roles !== undefined && !isSameSet(change.roles, before.roles);
    if (change.disabled === true) {
      await q.query(
        'update one_time_link set used_at = clock_timestamp() where operator_id = $1 and used_at is null',
        [before.id],
      );
    }
    if (change.disabled === true || rolesChanged) {
      await this.parts.sessions.endAll(q, before.id, change.disabled === true ? 'disabled' : 'roles changed');
    }
    const { displayName, ...details } = change;
    const entry = { ...details, ...(displayName === undefined ? {} : { renamed: true }) };
    await this.parts.audit.append(q, {
      actor,
      act: 'operator-changed',
      subject: `operator:${before.id}`,
      details: entry,
    });
  }

  private async one(condition: string, value: string): Promise<Operator | undefined> {
    const [row] = await this.parts.db.query<OperatorRow>(
      `select ${OPERATOR_COLUMNS} from operator o where o.city = $1 and ${condition}`,
      [this.parts.city, value],
    );
    return row && operatorOf(row);
  }
}

function columnsOf(given: Partial<NewOperator>): { columns: string[]; values: unknown[] } {
  const named = Object.entries(COLUMNS).flatMap(([field, column]) => {
    const value = given[field as keyof typeof COLUMNS];
    return value === undefined ? [] : [{ column, value }];
  });
  return { columns: named.map(({ column }) => column), values: named.map(({ value }) => value) };
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}
