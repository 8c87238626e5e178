-- The ledger. What is written here is never changed: roles and triggers both refuse it (see the end of this file).

-- Leaves are permanent. The event id stays unique for ever, also when retention has erased the record.
create table leaf (
    leaf_index  bigint      primary key check (leaf_index >= 0),
    event_id    uuid        not null unique,
    commitment  bytea       not null check (octet_length(commitment) = 32),
    leaf_hash   bytea       not null check (octet_length(leaf_hash) = 32),
    recorded_at timestamptz not null
);

-- The records themselves, apart from their leaves so that they can be erased, with their salt, without touching the tree.
-- The columns behind body only repeat what body says, for searching.
create table record (
    leaf_index         bigint      not null,
    recorded_at        timestamptz not null,
    salt               bytea       not null check (octet_length(salt) = 32),
    body               bytea       not null,
    type               text        not null,
    occurred_at        timestamptz not null,
    source             text        not null,
    request_id         text,
    patient_id         uuid,
    pseudonym          text,
    actor_client       text        not null,
    actor_subject      text        not null,
    actor_organisation text,
    actor_user         text,
    actor_capacity     text        not null,
    organisations      text[]      not null,
    purpose            text,
    outcome            text        not null,
    decision_id        uuid,
    primary key (leaf_index, recorded_at)
) partition by range (recorded_at);

create index record_by_patient on record (patient_id, leaf_index desc) where patient_id is not null;
create index record_by_pseudonym on record (pseudonym, leaf_index desc) where pseudonym is not null;
create index record_by_decision on record (decision_id, leaf_index desc) where decision_id is not null;
create index record_by_type on record (type, leaf_index desc);
create index record_by_time on record (occurred_at);

-- Which organisations a record belongs to, in the order in which an officer reads them.
create table record_organisation (
    organisation text        not null,
    leaf_index   bigint      not null,
    recorded_at  timestamptz not null,
    primary key (organisation, leaf_index, recorded_at)
) partition by range (recorded_at);

-- Full tiles only (C2SP tlog-tiles); a tile's root is one hash of the tile above it.
create table tile (
    level      integer not null check (level between 0 and 7),
    tile_index bigint  not null check (tile_index >= 0),
    hashes     bytea   not null check (octet_length(hashes) = 8192),
    root       bytea   not null check (octet_length(root) = 32),
    primary key (level, tile_index)
);

-- Every checkpoint that was published.
create table checkpoint (
    tree_size bigint      primary key check (tree_size >= 0),
    root      bytea       not null check (octet_length(root) = 32),
    note      text        not null,
    signed_at timestamptz not null
);

-- Events that could not be recorded as they came; their bytes are in the topic of parked events.
create table parked (
    topic        text        not null,
    partition    integer     not null,
    event_offset bigint      not null,
    reason       text        not null,
    parked_at    timestamptz not null,
    primary key (topic, partition, event_offset)
);

-- How far the topic has been read, and what became of its events; moved in the transaction that writes the records.
create table ingest_position (
    topic       text    not null,
    partition   integer not null,
    next_offset bigint  not null,
    recorded    bigint  not null,
    duplicates  bigint  not null,
    parked      bigint  not null,
    primary key (topic, partition)
);

-- The epoch grows with every sequencer that takes over; one of an older epoch can't write any more.
create table sequencer (
    only_row boolean     primary key default true check (only_row),
    epoch    bigint      not null,
    taken_at timestamptz not null
);
insert into sequencer (epoch, taken_at) values (0, now());

-- Append-only.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'The ledger is append-only: % on % is refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

-- "always": also when a session calls itself a replica, which switches off ordinary triggers.
create procedure make_append_only(made regclass) language plpgsql as $$
begin
    execute format(
        'create trigger append_only before update or delete or truncate on %s for each statement execute function refuse_change()',
        made);
    execute format('alter table %s enable always trigger append_only', made);
end
$$;

call make_append_only('leaf');
call make_append_only('record');
call make_append_only('record_organisation');
call make_append_only('tile');
call make_append_only('checkpoint');
call make_append_only('parked');

-- Makes the partitions of this month and the two after it. The service calls it, but only the owner can make tables, so it
-- runs with the owner's rights.
create function make_months(first timestamptz) returns void language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
declare
    begins timestamptz;
    parent text;
    child text;
begin
    if first > now() + interval '1 year' then
        raise exception 'Partitions are made at most a year ahead';
    end if;
    for ahead in 0..2 loop
        begins := date_trunc('month', first at time zone 'UTC') at time zone 'UTC';
        begins := ((begins at time zone 'UTC') + make_interval(months => ahead)) at time zone 'UTC';
        foreach parent in array array ['record', 'record_organisation'] loop
            child := parent || to_char(begins at time zone 'UTC', '"_"YYYY"_"MM');
            if to_regclass('public.' || child) is null then
                execute format(
                    'create table public.%I partition of public.%I for values from (%L) to (%L)',
                    child, parent, begins,
                    ((begins at time zone 'UTC') + interval '1 month') at time zone 'UTC');
                call public.make_append_only(('public.' || child)::regclass);
            end if;
        end loop;
    end loop;
end
$$;

revoke execute on function make_months(timestamptz) from public;
revoke execute on procedure make_append_only(regclass) from public;
grant execute on function make_months(timestamptz) to ${service_role};

grant select, insert on leaf, record, record_organisation, tile, checkpoint, parked to ${service_role};
grant select, insert, update on ingest_position to ${service_role};
grant select, update on sequencer to ${service_role};
grant select on all tables in schema public to ${verifier_role};
