-- What citizens wrote before it was masked: encrypted, and for as long as somebody must still call them (docs/decisions/0018).

create table sealed_original (
  conversation_id text not null,
  seq integer not null,
  city text not null,
  kinds text[] not null check (cardinality(kinds) > 0), -- what was masked in the message and can be read here
  sealed bytea not null, -- form (1 byte), nonce (12), tag (16), AES-256-GCM
  sealed_at timestamptz not null default clock_timestamp(),
  keep_until timestamptz not null, -- by the database's clock; moved on while the citizen waits to be called
  primary key (conversation_id, seq),
  foreign key (conversation_id, seq) references message (conversation_id, seq) on delete cascade
);
create index sealed_original_due on sealed_original (city, keep_until);

-- The external hub: how far the log of handoffs has been told to it, and what it has told us.

create table handoff_hub (
  city text primary key,
  xid xid8 not null, -- the last event told, in the order (xid, id) of handoff_event
  id bigint not null,
  holder text, -- the node that tells now
  lease_until timestamptz not null default '-infinity'
);

create table handoff_hub_received (
  city text not null,
  activity_id text not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (city, activity_id)
);
create index handoff_hub_received_old on handoff_hub_received (city, received_at);
