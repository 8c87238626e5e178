-- The id of a parked event, where it could be read: so whoever sent it is told that it is parked and not lost.
alter table parked add column event_id uuid;
create index parked_by_event on parked (event_id) where event_id is not null;

-- What each service last said of the audit events that Kafka acknowledged to it, by list: its outbox, or one process.
create table handover_count (
    source      text        not null,
    list        text        not null,
    outbox      bigint      not null,
    recorded    bigint      not null,
    parked      bigint      not null,
    missing     bigint      not null,
    unanswered  bigint      not null,
    dropped     bigint      not null,
    sent_again  bigint      not null,
    reported_at timestamptz not null,
    primary key (source, list)
);

-- Events that Kafka acknowledged to a service and that the ledger lacked when it was asked. What closes one is told, nothing is
-- deleted.
create table handover_gap (
    event_id  uuid        primary key,
    source    text        not null,
    found_at  timestamptz not null,
    closed_at timestamptz
);
create index handover_gap_open on handover_gap (found_at) where closed_at is null;

grant select, insert, update on handover_count, handover_gap to ${service_role};
grant select on handover_count, handover_gap to ${verifier_role};
