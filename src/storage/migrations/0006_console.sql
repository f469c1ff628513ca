-- What the operators' console keeps. Texts are masked; `at` is the desk's clock.

create table note ( -- never shown to the citizen
  id bigint generated always as identity primary key,
  city text not null,
  conversation_id text not null references conversation (id),
  operator_id text not null references operator (id),
  key text not null, -- idempotency: the same key is the same note
  kind text not null check (kind in ('note', 'whisper', 'transfer')),
  at timestamptz not null,
  text text not null,
  unique (conversation_id, operator_id, key)
);
create index note_order on note (conversation_id, id);

create table call_record ( -- one question on an ordinary telephone; counted together with the conversations
  id bigint generated always as identity primary key,
  city text not null,
  operator_id text not null references operator (id),
  key text not null,
  text text not null,
  entry_id text, -- null: no entry fitted
  release integer not null,
  at timestamptz not null,
  unique (operator_id, key)
);
create index call_record_recent on call_record (city, at);

create table brief_seen ( -- up to which release an operator has ticked everything off
  operator_id text primary key references operator (id),
  city text not null,
  release integer not null,
  at timestamptz not null
);

create table brief_tick (
  operator_id text not null references operator (id),
  change_id text not null,
  city text not null,
  release integer not null, -- in force when it was ticked
  at timestamptz not null,
  primary key (operator_id, change_id)
);

-- Who looks at which conversation, on any node. Unlogged: after a crash nobody looks at anything, which is what an empty table says.
create unlogged table viewer (
  socket text not null,
  conversation_id text not null,
  city text not null,
  operator_id text not null,
  mode text not null check (mode in ('viewing', 'listening')),
  seen_at timestamptz not null default clock_timestamp(),
  primary key (socket, conversation_id)
);
create index viewer_conversation on viewer (city, conversation_id);
