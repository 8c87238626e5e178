-- The topic is read a second time, behind the sequencer, and each event must be in the ledger or parked.
create table reconciled (
    topic       text    not null,
    partition   integer not null,
    next_offset bigint  not null,
    primary key (topic, partition)
);

-- What was found so far, by the service that sent it; what doesn't say counts under the empty name.
create table reconciled_count (
    source   text   primary key,
    seen     bigint not null,
    recorded bigint not null,
    parked   bigint not null
);

-- Events that the topic has and the ledger hasn't, or has with another content. What closes a gap is told, nothing is deleted.
create table reconciliation_gap (
    topic        text        not null,
    partition    integer     not null,
    event_offset bigint      not null,
    kind         text        not null check (kind in ('missing', 'altered')),
    source       text        not null,
    event_id     uuid,
    found_at     timestamptz not null,
    closed_at    timestamptz,
    primary key (topic, partition, event_offset)
);
create index reconciliation_gap_open on reconciliation_gap (found_at) where closed_at is null;

grant select, insert, update on reconciled, reconciled_count, reconciliation_gap to ${service_role};
grant select on reconciled, reconciled_count, reconciliation_gap to ${verifier_role};
