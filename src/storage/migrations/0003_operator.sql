-- People who answer. Accounts (passwords, sessions) are in 0005; what routing needs is here.

create table operator (
  id text primary key, -- never reused: transcripts and the audit log name it
  city text not null,
  login text not null check (login = lower(login)),
  display_name text not null, -- what citizens see
  roles text[] not null
    check (cardinality(roles) > 0 and roles <@ array['operator', 'supervisor', 'knowledge-editor', 'administrator']),
  skills text[] not null default '{general}', -- a handoff goes to an operator who has its skill, its language and its channel
  languages text[] not null default '{ja}',
  channels text[] not null default '{web,line,voice}',
  capacity integer not null default 2 check (capacity between 0 and 20), -- conversations at a time, wrap-up included
  site text not null default 'main',
  disabled_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  unique (city, login)
);

create table operator_presence (
  operator_id text primary key references operator (id),
  city text not null,
  state text not null check (state in ('available', 'away', 'offline')), -- away: finishes, but is offered nothing new
  since timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(), -- the console's last heartbeat
  idle_since timestamptz not null default clock_timestamp() -- the longest idle is offered the next
);
create index operator_presence_idle on operator_presence (city, idle_since) where state = 'available';

create table drained_site (
  city text not null,
  site text not null,
  since timestamptz not null default clock_timestamp(),
  by_operator text not null references operator (id),
  primary key (city, site)
);
