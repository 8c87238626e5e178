-- Break-glass grants as they were declared. A row never changes; how a grant ended before its time stands in a row of its own.
-- NHS numbers aren't kept: a patient is named by id, and everybody by the pseudonym of the number.
create table break_glass_grant (
    id           uuid        primary key,
    requester    text        not null,
    user_id      text        not null,
    user_role    text        not null,
    patient_id   uuid,
    pseudonym    text        not null,
    relationship text        not null,
    reason_code  text        not null,
    reason       text        not null,
    declared_at  timestamptz not null,
    until        timestamptz not null check (until > declared_at),
    client       text        not null,
    subject      text        not null,
    -- What tells a declaration that is sent again from a new one.
    request_key  text        not null,
    fingerprint  bytea       not null,
    unique (client, request_key)
);
create index break_glass_grant_by_holder on break_glass_grant (requester, user_id, until);
create index break_glass_grant_by_requester on break_glass_grant (requester, id desc);

create table break_glass_ending (
    grant_id uuid        primary key references break_glass_grant,
    ended_at timestamptz not null,
    reason   text        not null,
    client   text        not null,
    subject  text        not null
);

grant select, insert on break_glass_grant to ${service_role};
grant select, insert on break_glass_ending to ${service_role};
