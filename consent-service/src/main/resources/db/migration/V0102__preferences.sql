-- What patients have said, one row for each version. A change of mind is a new version; no version ever changes or goes.
create table preference_version (
    id          uuid        primary key,
    patient_id  uuid        not null references patient,
    scheme      text        not null,
    version     bigint      not null check (version >= 1),
    revision    bigint      not null check (revision >= 1),
    state       text        not null check (state in ('active', 'withdrawn')),
    effect      text        check (effect in ('permit', 'deny')),
    exceptions  jsonb       not null,
    recorded_at timestamptz not null,
    author      text        not null,
    client      text        not null,
    capacity    text        not null check (capacity in ('self', 'proxy', 'staff', 'system')),
    channel     text        not null,
    evidence    jsonb       not null,
    wording     text        not null,
    unique (patient_id, scheme, version),
    check ((state = 'active') = (effect is not null))
);

create function preference_versions_stay() returns trigger language plpgsql as $$
begin
    raise exception 'versions of preferences are only ever added';
end $$;
create trigger preference_versions_stay before update or delete or truncate on preference_version
    for each statement execute function preference_versions_stay();

grant select, insert on preference_version to ${service_role};

-- Answers to changes that were sent with an Idempotency-Key, so that the same request sent again gets the same answer.
create table idempotency_key (
    patient_id  uuid        not null,
    key         text        not null,
    fingerprint bytea       not null,
    revision    bigint      not null,
    answer      text        not null,
    recorded_at timestamptz not null,
    primary key (patient_id, key)
);
create index idempotency_key_by_age on idempotency_key (recorded_at);
grant select, insert, delete on idempotency_key to ${service_role};

-- Orders to send every patient's state again, and how far each has come.
create table republication (
    id           uuid        primary key,
    requested_at timestamptz not null,
    after        uuid,
    sent         bigint      not null,
    done_at      timestamptz
);
grant select, insert, update on republication to ${service_role};
