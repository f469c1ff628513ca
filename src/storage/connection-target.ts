/** Where a PostgreSQL server is reached: a URL, or the directory of a unix socket. */
export type ConnectionTarget =
  | { readonly connectionString: string }
  | { readonly host: string; readonly user: string; readonly database: string };
