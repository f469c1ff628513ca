-- LINE: what came in, whose talk it is, and what goes out; docs/decisions/0021. `at` is LINE's clock, every age the database's.

create table line_talk ( -- one talk of the city's account: with a person, in a group, or in a room
  city text not null,
  talk_id text not null, -- LINE's id of the user, group or room: where pushes go
  conversation_id text not null references conversation (id),
  personal boolean not null, -- with one person
  blocked boolean not null default false, -- the person has blocked the account, or the group has put it out
  told_seq integer not null default 0, -- up to here the outbox has what LINE is told
  holder text, -- the node that sends now
  lease_until timestamptz not null default '-infinity',
  page_seen_at timestamptz, -- the citizen had the city's own page of this conversation open
  noticed_seq integer, -- the message of an operator that a notice has told of, until the page is opened
  primary key (city, talk_id),
  unique (conversation_id)
);

create table line_event ( -- one event of a webhook, each once
  city text not null,
  event_id text not null, -- LINE's webhookEventId
  n bigint generated always as identity,
  talk_id text not null,
  kind text not null,
  at timestamptz not null,
  received_at timestamptz not null default clock_timestamp(),
  message_id text, -- LINE's: of the message, or of the one taken back
  reply_token text,
  token_used_at timestamptz,
  sealed bytea, -- the event, encrypted; null when it is done
  attempts integer not null default 0,
  done_at timestamptz,
  seq integer, -- the conversation's message that it became
  primary key (city, event_id),
  check ((sealed is null) = (done_at is not null))
);
create index line_event_pending on line_event (city, talk_id, at, n) where done_at is null;
create index line_event_overdue on line_event (city, received_at) where done_at is null;
create index line_event_old on line_event (city, received_at);
create index line_event_token on line_event (city, talk_id, received_at) where reply_token is not null and token_used_at is null;
create index line_event_unsent on line_event (city, message_id) where kind = 'unsend';

create table line_outbox ( -- what LINE is told: in order of id within a talk
  id bigint generated always as identity primary key,
  city text not null,
  talk_id text not null,
  answers integer, -- the citizen's message that this answers, whose reply token is for it
  messages jsonb, -- LINE's message objects; null when over
  state text not null default 'waiting' check (state in ('waiting', 'replying', 'pushing', 'accepted', 'unknown', 'refused')),
  retry_key uuid, -- of the call that sends it; several may go together
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null default clock_timestamp(),
  done_at timestamptz,
  status integer, -- HTTP status of the last call; 0: none came
  request_id text, -- LINE's x-line-request-id
  check ((state in ('waiting', 'replying', 'pushing')) = (done_at is null)),
  check ((messages is null) = (done_at is not null))
);
create index line_outbox_open on line_outbox (city, talk_id, id) where done_at is null;
create index line_outbox_due on line_outbox (city, due_at) where done_at is null;
create index line_outbox_old on line_outbox (city, done_at) where done_at is not null;

create table line_forward ( -- events that another system of the city waits for
  id bigint generated always as identity primary key,
  city text not null,
  url text not null,
  signature text not null,
  sealed bytea not null, -- the body, encrypted
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null default clock_timestamp()
);
create index line_forward_due on line_forward (city, due_at);
