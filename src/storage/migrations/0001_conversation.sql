-- Times named `at`, `created_at` and `enqueued_at` are the desk's clock (what people read); `received_at`, `waiting_since`, leases and
-- assignments are the database's own, because ages are measured with them on any node.

create table conversation (
  id text primary key,
  city text not null,
  channel text not null check (channel in ('web', 'line', 'voice')),
  user_id text not null,
  owner text not null default 'bot' check (owner in ('bot', 'queue') or owner like 'operator:_%'),
  last_seq integer not null default 0,
  last_at timestamptz not null, -- the next message is later than this
  created_at timestamptz not null
);
create index conversation_user on conversation (city, channel, user_id);

create table message (
  conversation_id text not null references conversation (id),
  seq integer not null check (seq > 0), -- 1, 2, 3 … without gaps
  city text not null,
  id text not null, -- as the channel knows it
  key text not null, -- idempotency: the same key is the same message
  author text not null check (author in ('citizen', 'bot', 'operator', 'system')),
  turn text not null check (turn in ('none', 'pending', 'done')), -- pending: the citizen waits for an answer to this one
  attempts integer not null default 0, -- turns over this message that failed
  visible boolean not null,
  at timestamptz not null,
  received_at timestamptz not null default clock_timestamp(),
  text text not null, -- masked
  activity jsonb not null, -- masked
  record jsonb, -- of a bot's reply: decision, entry ids, release, confidence, reason
  primary key (conversation_id, seq),
  unique (conversation_id, key)
);
create index message_pending on message (city, received_at) where turn = 'pending';
create index message_told on message (city, at) where record is not null; -- "what did we tell people at 9:12"

create table bot_state (
  city text not null,
  key text not null,
  value jsonb not null,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (city, key)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;

create table knowledge_release (
  city text not null,
  number integer not null check (number > 0),
  hash text not null,
  at timestamptz not null,
  entries jsonb not null,
  primary key (city, number)
);
create trigger knowledge_release_immutable before update or delete on knowledge_release
  for each row execute function refuse_change();
