-- What offering, leading and returning need; docs/decisions/0014. Every age here is measured with the database's clock.

alter table handoff
  add column state_since timestamptz not null default clock_timestamp(),
  add column held boolean not null default false, -- the citizen was asked to wait while the operator looks something up
  add column priority_reason text check (priority_reason in ('emergency', 'returned', 'long-wait')),
  add column transfer_note text, -- of whoever handed it on; staff only
  add column close_code text, -- what was done; close_reason is how it ended
  add column citizen_seen_at timestamptz not null default clock_timestamp(); -- the citizen's page had a connection

alter table assignment
  add column accepted_at timestamptz, -- null: an offer that was not accepted (so far)
  add column talk_ended_at timestamptz; -- wrap-up began; started_at, accepted_at, talk_ended_at, ended_at follow each other

create index handoff_line on handoff (city, priority desc, waiting_since, id) where state = 'waiting'; -- the head over all skills
create index handoff_open on handoff (city) where state not in ('closed', 'abandoned'); -- a year of closed ones must not slow the list
create index handoff_held_by on handoff (operator_id) where operator_id is not null;
create index handoff_conversation on handoff (conversation_id, id);
create index assignment_accepted on assignment (city, accepted_at);

alter table operator_presence
  add column reason text, -- why the desk, not the person, changed the state: 'missed-offers', 'gone'
  add column missed integer not null default 0; -- offers in a row that ran out
