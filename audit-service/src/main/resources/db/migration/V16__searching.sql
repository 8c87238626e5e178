-- Searches walk backwards along an index, newest record first, until a page is full. The months that are made later have these
-- indexes, too.
create index record_by_purpose on record (purpose, leaf_index desc) where purpose is not null;
create index record_by_outcome on record (outcome, leaf_index desc);
create index record_by_client on record (actor_client, leaf_index desc);

-- Decisions that were a gap; the bytes are "gap":{ and stand in the search's condition in the same words.
create index record_of_gap on record (leaf_index desc)
    where outcome = 'deny' and position('\x22676170223a7b'::bytea in body) > 0;

-- When the records of 1,024 leaves happened: what is searched by time skips those that can't hold it. A row comes when its leaves are
-- complete; without times, nothing was kept of them by then. Like the columns for searching, it only repeats what bodies say, and
-- the verifier compares the two.
create table leaf_range (
    first_leaf bigint      primary key check (first_leaf >= 0 and first_leaf % 1024 = 0),
    earliest   timestamptz,
    latest     timestamptz,
    check (earliest <= latest),
    check ((earliest is null) = (latest is null))
);
call make_append_only('leaf_range');
grant select, insert on leaf_range to ${service_role};
grant select on leaf_range to ${verifier_role};

drop index record_by_time;
