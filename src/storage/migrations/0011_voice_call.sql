-- Every call, from its first ring to its recorded end. Words are in the conversation; the caller's number is nowhere: only its pseudonym.

create table voice_call (
  conversation_id text primary key,
  city text not null,
  carrier_id text not null, -- as the carrier names the call
  caller_hash text, -- keyed hash of the number; null: withheld
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  end_reason text, -- src/channels/voice/dialogue/dialogue-state.ts; 'lost': the desk went down during the call
  end_phase text, -- where in the dialogue
  transfers text[] not null default '{}', -- what became of each ringing, in order
  check ((ended_at is null) = (end_reason is null))
);
create index voice_call_recent on voice_call (city, started_at);
create index voice_call_running on voice_call (city) where ended_at is null;
