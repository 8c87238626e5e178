-- How far the ledger was asked for the audit events that Kafka has acknowledged, in the order of seq, and what was found so far.
-- Without seq it was never asked.
create table handover_position (
    only_row   boolean primary key default true check (only_row),
    seq        bigint,
    recorded   bigint  not null,
    parked     bigint  not null,
    sent_again bigint  not null
);
insert into handover_position (seq, recorded, parked, sent_again) values (null, 0, 0, 0);

-- Events that the ledger lacks. They stay in the outbox until it has them.
create table handover_missing (
    seq        bigint      primary key references outbox,
    since      timestamptz not null,
    asked_at   timestamptz not null,
    alarmed_at timestamptz
);

grant select, update on handover_position to ${service_role};
grant select, insert, update, delete on handover_missing to ${service_role};
