-- The queue to a person. One row is the truth; the states and their transitions are in src/handoff/handoff.ts.

create table handoff (
  id bigint generated always as identity primary key,
  city text not null,
  conversation_id text not null references conversation (id),
  channel text not null check (channel in ('web', 'line', 'voice')),
  state text not null default 'waiting'
    check (state in ('waiting', 'offered', 'active', 'wrap-up', 'closed', 'abandoned', 'callback', 'message')),
  cause text not null, -- why a person: asked, two-failures, policy-topic
  topic text, -- a topic of policy.yaml
  skill text not null default 'general',
  language text not null default 'ja',
  priority integer not null default 0,
  candidates jsonb not null default '[]',
  summary jsonb not null default '[]', -- the last lines before the handoff: [{author, text}]
  last_text text not null default '', -- masked
  enqueued_at timestamptz not null,
  waiting_since timestamptz not null default clock_timestamp(), -- the place in the queue; kept when a lease expires
  operator_id text,
  assignment integer not null default 0, -- fencing token: every operator write carries it
  lease_until timestamptz,
  closed_at timestamptz,
  close_reason text,
  events integer not null default 0, -- number of the newest handoff_event
  check ((state in ('offered', 'active', 'wrap-up')) = (operator_id is not null)),
  check ((state in ('offered', 'active')) = (lease_until is not null)),
  check ((state in ('closed', 'abandoned')) = (closed_at is not null))
);
create unique index handoff_one_open on handoff (conversation_id) where state in ('waiting', 'offered', 'active', 'callback', 'message');
create index handoff_waiting on handoff (city, skill, priority desc, waiting_since, id) where state = 'waiting';

create table assignment (
  handoff_id bigint not null references handoff (id),
  n integer not null,
  city text not null,
  operator_id text not null,
  node text,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  end_reason text,
  primary key (handoff_id, n),
  check ((ended_at is null) = (end_reason is null))
);
create unique index assignment_one_live on assignment (handoff_id) where ended_at is null; -- two live assignments are impossible
create index assignment_recent on assignment (city, ended_at);

create table handoff_event (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(), -- readers follow (xid, id) below pg_snapshot_xmin: `id > last` alone missed 18–20 %
  handoff_id bigint not null references handoff (id),
  n integer not null, -- 1, 2, 3 … in each handoff
  city text not null,
  state text not null, -- the state it led to
  actor text not null, -- citizen, bot, system, or operator:<id>
  reason text not null,
  at timestamptz not null,
  unique (handoff_id, n)
);
create index handoff_event_feed on handoff_event (city, xid, id);
create trigger handoff_event_append_only before update or delete on handoff_event
  for each row execute function refuse_change();
