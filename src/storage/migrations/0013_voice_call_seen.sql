-- When the desk that leads a call last said so: a call whose desk went down is over, and known to be so within a minute.

alter table voice_call add column seen_at timestamptz not null default clock_timestamp();
