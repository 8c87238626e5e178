-- Parked events get a number by which an operator names them, and the place in the topic of parked events where their bytes are.
alter table parked
    add column number         bigint generated always as identity unique,
    add column kept_partition integer,
    add column kept_offset    bigint;

-- Parked events that an operator had sent again, and where they came to be in the topic. One that can't be recorded again is
-- parked again, as a new one.
create table parked_replay (
    number        bigint      primary key,
    replayed_at   timestamptz not null,
    client        text        not null,
    subject       text        not null,
    new_topic     text        not null,
    new_partition integer     not null,
    new_offset    bigint      not null
);

call make_append_only('parked_replay');
grant select, insert on parked_replay to ${service_role};
grant select on parked_replay to ${verifier_role};
