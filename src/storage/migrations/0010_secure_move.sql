-- One-time links from a channel that is not the city's own to the same conversation on the city's page; docs/decisions/0022.

create table secure_move (
  token_hash bytea primary key, -- SHA-256; the token itself is nowhere
  city text not null,
  conversation_id text not null references conversation (id),
  issued_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  opened_at timestamptz,
  browser_hash bytea, -- SHA-256 of the cookie of the browser that opened it
  check ((opened_at is null) = (browser_hash is null))
);
create index secure_move_conversation on secure_move (conversation_id);
create index secure_move_browser on secure_move (browser_hash) where browser_hash is not null;
create index secure_move_old on secure_move (city, expires_at);
