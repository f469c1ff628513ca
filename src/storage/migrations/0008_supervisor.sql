-- What a supervisor decides, and what the figures need. docs/decisions/0019-figures.md says which clock each figure is made with.

create table opening_override (
  city text not null,
  date date not null, -- in Japan
  kind text not null check (kind in ('closed', 'blocks')),
  blocks jsonb not null default '[]', -- [{from: "09:00", to: "12:00"}]: the whole day, in place of hours.yaml
  reason text not null,
  by_operator text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (city, date), -- the newest word counts; earlier ones are in the audit log
  check ((kind = 'blocks') = (blocks <> '[]'))
);

-- Periods of the figures are measured with the database's clock, like waits; call_record.at is the desk's.
alter table call_record add column recorded_at timestamptz not null default clock_timestamp();
create index call_record_recorded on call_record (city, recorded_at);
create index handoff_begun on handoff (city, waiting_since);
create index assignment_ended on assignment (city, ended_at) where accepted_at is not null;
-- Messages arrive in the order of their time: a few kilobytes of ranges find a day among millions of rows, at next to no cost a message.
create index message_received on message using brin (received_at) with (pages_per_range = 32, autosummarize = on);
