-- Reviews of break-glass. What stands here only follows from the ledger: a case from its declaration's record, a move and a reminder
-- from theirs. It holds no words and names no patient; those are in the records alone, and are gone with them.

-- One case for each grant that was declared. A due time is the first instant at which the review is late.
create table review_case (
    grant_id    uuid        primary key,
    leaf_index  bigint      not null,
    recorded_at timestamptz not null,
    requester   text        not null,
    declared_at timestamptz not null,
    due_at      timestamptz not null
);

create index review_case_by_requester on review_case (requester);

-- Which records name which grant, or are readings of one of its records.
create table review_record (
    grant_id    uuid        not null,
    leaf_index  bigint      not null,
    recorded_at timestamptz not null,
    decision_id uuid,
    primary key (grant_id, leaf_index)
);

create index review_record_by_leaf on review_record (leaf_index);
create index review_record_by_decision on review_record (decision_id) where decision_id is not null;

-- Each move with how the case stood after it. The key lets only one of two officers move who saw the same.
create table review_move (
    grant_id       uuid        not null,
    revision       bigint      not null check (revision > 0),
    record_id      uuid        not null unique,
    move           text        not null check (move in ('take', 'justify', 'reject', 'close', 'withhold', 'show')),
    state          text        not null check (state in ('declared', 'under-review', 'justified', 'not-justified', 'closed')),
    found          text        check (found in ('justified', 'not-justified')),
    found_at       timestamptz,
    withheld_until timestamptz,
    moved_at       timestamptz not null,
    primary key (grant_id, revision)
);

create index review_move_withheld on review_move (grant_id) where withheld_until is not null;

-- At most one reminder a day of each kind.
create table review_reminder (
    grant_id    uuid not null,
    kind        text not null check (kind in ('overdue', 'withheld')),
    reminded_on date not null,
    record_id   uuid not null unique,
    primary key (grant_id, kind, reminded_on)
);

call make_append_only('review_case');
call make_append_only('review_record');
call make_append_only('review_move');
call make_append_only('review_reminder');

-- How each case stands now. rank: what waits for a finding before what waits to be closed, and that before what is closed.
create view review_standing as
select c.grant_id, c.leaf_index, c.recorded_at, c.requester, c.declared_at, c.due_at,
       coalesce(m.revision, 0) as revision,
       coalesce(m.state, 'declared') as state,
       m.found, m.found_at, m.withheld_until,
       case coalesce(m.state, 'declared')
           when 'declared' then 0 when 'under-review' then 0 when 'closed' then 2 else 1 end as rank
from review_case c
left join lateral (
    select * from review_move n where n.grant_id = c.grant_id order by n.revision desc limit 1) m on true;

-- The records that are withheld from their patient, each until then: those that name a grant or read one of its records, and those
-- that rest on a decision under it, whichever of the two came first.
create view withheld_record as
select t.leaf_index, m.withheld_until
from (select distinct grant_id from review_move where withheld_until is not null) ever
cross join lateral (
    select n.withheld_until from review_move n where n.grant_id = ever.grant_id order by n.revision desc limit 1) m
cross join lateral (
    select rr.leaf_index from review_record rr where rr.grant_id = ever.grant_id
    union all
    select r.leaf_index from review_record d join record r on r.decision_id = d.decision_id
    where d.grant_id = ever.grant_id) t
where m.withheld_until is not null;

grant select, insert on review_case, review_record, review_move, review_reminder to ${service_role};
grant select on review_standing, withheld_record to ${service_role};
grant select on review_case, review_record, review_move, review_reminder, review_standing, withheld_record
    to ${verifier_role};

-- Grants that were declared before there were reviews, with what was done under them. Nobody could review them until now, so their time
-- begins today. A body that PostgreSQL can't hold as JSON makes no case.
do $$
declare
    told record;
    named uuid;
begin
    for told in
        select r.leaf_index, r.recorded_at, r.type, r.source, r.actor_organisation, r.occurred_at, r.decision_id, r.body
        from record r
        where r.purpose = 'BTG' and r.type in ('break-glass-declared', 'break-glass-ended', 'decision')
            and r.source = 'policy-service'
        order by r.leaf_index
    loop
        begin
            named := (convert_from(told.body, 'UTF8')::jsonb #>> '{detail,grant}')::uuid;
        exception when data_exception then
            named := null;
        end;
        continue when named is null;
        insert into review_record (grant_id, leaf_index, recorded_at, decision_id)
        values (named, told.leaf_index, told.recorded_at,
            case when told.type = 'decision' then told.decision_id end);
        if told.type = 'break-glass-declared' and told.actor_organisation is not null then
            insert into review_case (grant_id, leaf_index, recorded_at, requester, declared_at, due_at)
            values (named, told.leaf_index, told.recorded_at, told.actor_organisation, told.occurred_at,
                (date_trunc('day', now() at time zone 'Europe/London') + interval '8 days') at time zone 'Europe/London')
            on conflict do nothing;
        end if;
    end loop;
end
$$;
