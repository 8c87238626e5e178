-- Events of changes, written in the changes' own transactions and handed to Kafka in the order of seq.
create table outbox (
    seq         bigint generated always as identity primary key,
    event_id    uuid        not null unique,
    topic       text        not null,
    key         text        not null,
    source      text        not null,
    type        text        not null,
    occurred_at timestamptz not null,
    traceparent text,
    data        bytea       not null
);

-- How far the relay has come. The epoch grows with each relay that takes over; a relay of an older epoch can't move it.
create table relay_position (
    only_row  boolean primary key default true check (only_row),
    epoch     bigint      not null,
    seq       bigint      not null,
    moved_at  timestamptz not null
);
insert into relay_position (epoch, seq, moved_at) values (0, 0, now());

grant select, insert, delete on outbox to ${service_role};
grant select, update on relay_position to ${service_role};
