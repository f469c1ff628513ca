import type { Db } from '../storage/db';

/** Where operators can be rung. */
export class TelephoneBook {
  constructor(
    private readonly db: Db,
    private readonly city: string,
    /** Whoever answers for the city: a ring group of the PBX. */
    private readonly everybody: string | undefined,
  ) {}

  /** The operator's own telephone, else whoever answers for the city. */
  async of(operatorId: string | undefined): Promise<string | undefined> {
    if (operatorId === undefined) return this.everybody;
    const [row] = await this.db.query<{ telephone: string | null }>(
      'select telephone from operator where id = $1 and city = $2',
      [operatorId, this.city],
    );
    return row?.telephone ?? this.everybody;
  }

  /** People who answer the city's telephone without the console, as one operator of the queue. Disabled, without skill and capacity:
   *  nobody can sign in with it, and neither routing nor the estimate of the wait counts it. */
  async addAnswerer(displayName: string): Promise<string> {
    const id = `telephone-${this.city}`;
    await this.db.query(
      `insert into operator (id, city, login, display_name, roles, skills, capacity, site, disabled_at)
       values ($1, $2, 'telephone', $3, '{operator}', '{}', 0, 'telephone', clock_timestamp()) on conflict (id) do nothing`,
      [id, this.city, displayName],
    );
    return id;
  }
}
