import { Client } from 'pg';

/** Shared by every desk attached to a private server, taken exclusively by the one that stops it. */
const PRESENCE_LOCK = 7_274_002;

/** One connection that says "a desk is attached": the server stops with the last of them, whoever started it. */
export class Presence {
  private constructor(private readonly client: Client) {}

  /** Rejects when no server listens in `socketDir`, or when it is just being stopped. */
  static async attach(socketDir: string, onLost: () => void): Promise<Presence> {
    const client = new Client({
      host: socketDir,
      user: 'madoguchi',
      database: 'postgres',
      connectionTimeoutMillis: 3000,
      application_name: 'madoguchi presence',
    });
    let attached = false;
    client.on('error', () => undefined);
    client.on('end', () => attached && onLost());
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [PRESENCE_LOCK]);
    attached = true;
    return new Presence(client);
  }

  /** Gives up the presence; true when no other desk is attached and the caller must stop the server. */
  async leave(): Promise<boolean> {
    await this.client.query('select pg_advisory_unlock_shared($1)', [PRESENCE_LOCK]);
    const { rows } = await this.client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [
      PRESENCE_LOCK,
    ]);
    return rows[0]?.last === true; // the lock is kept: who comes now waits, sees the server end, and starts it again
  }

  async end(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
