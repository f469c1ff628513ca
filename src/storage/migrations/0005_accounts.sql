-- How operators prove who they are, their sessions, and the log of sensitive acts. All times are the database's own, so that nodes with
-- wrong clocks agree. Of passwords, tokens and codes only hashes are kept. docs/decisions/0015-accounts.md says why.

create table credential (
  operator_id text primary key references operator (id),
  city text not null,
  password_hash text, -- argon2id with its parameters; null: not chosen yet, or signs in elsewhere
  password_changed_at timestamptz,
  totp_sealed bytea, -- encrypted with a key made from the desk's secret
  totp_step bigint, -- the newest 30-second step that was used: every code counts once
  recovery_hashes text[] not null default '{}', -- one is taken out when it is used
  oidc_email text check (oidc_email = lower(oidc_email)), -- whom an administrator expects; bound to the subject at the first sign-in
  oidc_issuer text,
  oidc_subject text,
  check ((oidc_issuer is null) = (oidc_subject is null)),
  unique (city, oidc_issuer, oidc_subject),
  unique (city, oidc_email)
);

create table sign_in_attempt ( -- by the name that was typed, whether somebody has it or not: locks must not tell which names exist
  city text not null,
  login_hash text not null, -- people type passwords into the wrong field
  failures integer not null default 0, -- since the last success
  last_at timestamptz not null default clock_timestamp(),
  locked_until timestamptz,
  primary key (city, login_hash)
);

create table staff_session (
  id text primary key, -- may be known; the token may not
  city text not null,
  operator_id text not null references operator (id),
  token_hash text not null unique,
  stage text not null check (stage in ('code', 'enrol', 'password', 'open')), -- what is still to be done; only `open` reaches the console
  method text not null check (method in ('password', 'link', 'oidc', 'demonstration')),
  begun_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(), -- written once a minute at most
  ends_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  draft bytea, -- an app's secret that is being enrolled, encrypted
  refused_at timestamptz, -- the last time a refusal for a missing role went to the audit log
  check ((ended_at is null) = (end_reason is null))
);
create index staff_session_live on staff_session (operator_id) where ended_at is null;

create table one_time_link (
  token_hash text primary key,
  city text not null,
  operator_id text not null references operator (id),
  purpose text not null check (purpose in ('password', 'demonstration')),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_link_operator on one_time_link (operator_id) where used_at is null;

create table audit_event (
  city text not null,
  n bigint not null check (n > 0), -- 1, 2, 3 … without gaps in each city
  at timestamptz not null, -- whole milliseconds
  actor text not null, -- operator:<id>, cli:<user>, system, or unknown
  act text not null,
  subject text not null,
  details jsonb not null, -- never what citizens said or who they are, never a password
  previous text not null,
  hash text not null, -- sha256 over previous and this row: src/audit/audit-hash.ts
  primary key (city, n)
);
create index audit_event_act on audit_event (city, act, n);
create trigger audit_event_append_only before update or delete on audit_event
  for each row execute function refuse_change();
create trigger audit_event_not_emptied before truncate on audit_event
  for each statement execute function refuse_change();
