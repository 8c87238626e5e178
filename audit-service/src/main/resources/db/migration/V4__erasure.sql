-- Erasure: how a record leaves the ledger, and what stops it. A record goes only if a record of type "erasure" that is in the
-- ledger, under a signed checkpoint, names its leaf, and only if no legal hold covers it. Both are said by the ledger's own
-- records, so that nothing but the ledger must be believed.

-- Erasures that were carried out: a list for the service, which the verifier doesn't rely on.
create table erasure (
    event_id   uuid           primary key,
    leaf_index bigint         not null,
    leaves     int8multirange not null,
    records    bigint         not null,
    erased_at  timestamptz    not null
);
create index erasure_of_leaf on erasure using gist (leaves);

-- The legal holds that were placed and not released. Bodies are read as json, not jsonb, which can't hold every text.
create view hold_in_force as
select l.event_id                       as hold,
       s.subject ->> 'patient'          as patient,
       s.subject ->> 'pseudonym'        as pseudonym,
       s.subject ->> 'organisation'     as organisation,
       s.subject ->> 'decision_id'      as decision_id,
       s.subject -> 'records'           as records
  from record r
  join leaf l on l.leaf_index = r.leaf_index and l.recorded_at = r.recorded_at
 cross join lateral (select convert_from(r.body, 'UTF8')::json -> 'detail' -> 'subject' as subject) s
 where r.type = 'legal-hold' and r.outcome = 'placed'
   and not exists (
        select from record x
         where x.type = 'legal-hold' and x.outcome = 'released'
           and convert_from(x.body, 'UTF8')::json -> 'detail' ->> 'hold' = l.event_id::text);

-- Whether a hold covers this record. A hold that doesn't say what it covers, covers everything.
create function is_held(held_leaf bigint, of_patient uuid, of_pseudonym text, of_organisations text[], of_decision uuid)
    returns boolean language sql stable as $$
    select exists (
        select from hold_in_force h
         where h.patient = of_patient::text
            or h.pseudonym = of_pseudonym
            or h.organisation = any (of_organisations)
            or h.decision_id = of_decision::text
            or exists (
                select from leaf l join json_array_elements_text(h.records) as named (id) on named.id = l.event_id::text
                 where l.leaf_index = held_leaf)
            or exists (
                select from record_patient p
                 where p.leaf_index = held_leaf
                   and p.person in (
                        h.patient::uuid,
                        case when h.pseudonym ~ '^[0-9a-f]{32}$' then h.pseudonym::uuid end))
            or coalesce(h.patient, h.pseudonym, h.organisation, h.decision_id, h.records::text) is null)
$$;

-- Erasing waits here for nobody but another that erases; whoever places a hold waits here, once the hold is in the ledger, until
-- every erasure that may not have seen it has ended.
create function erasure_lock() returns void language sql as $$
    select pg_advisory_xact_lock(4850181374701880323)
$$;

-- What an erasure record says, if it is in the ledger: the record is the one that its leaf commits to (docs/ledger-format.md), and
-- a checkpoint is signed over it.
create function erasure_claim(erasure_event uuid)
    returns table (claim_index bigint, claimed_leaves int8multirange, claimed_type text, claimed_before timestamptz)
    language sql stable as $$
    select l.leaf_index,
           (select range_agg(int8range((span.ends ->> 0)::bigint, (span.ends ->> 1)::bigint, '[]'))
              from json_array_elements(b.body -> 'detail' -> 'spans') as span (ends)),
           b.body -> 'detail' ->> 'erased_type',
           (b.body -> 'detail' ->> 'recorded_before')::timestamptz
      from leaf l
      join record r on r.leaf_index = l.leaf_index and r.recorded_at = l.recorded_at
     cross join lateral (select convert_from(r.body, 'UTF8')::json as body) b
     where l.event_id = erasure_event
       and r.type = 'erasure'
       and b.body ->> 'type' = 'erasure'
       and b.body ->> 'id' = l.event_id::text
       and l.commitment = sha256(convert_to('concord-audit-commitment-v1', 'UTF8') || r.salt || r.body)
       and (b.body -> 'detail' ->> 'recorded_before')::timestamptz <= l.recorded_at
       and exists (select from checkpoint c where c.tree_size > l.leaf_index)
$$;

-- Deleting from the tables of records passes this trigger only in a transaction that says for which erasure; that alone permits
-- nothing, because append_only_erasure then looks at each row that went.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and tg_nargs = 1 and coalesce(current_setting('concord.erasing', true), '') <> '' then
        return null;
    end if;
    raise exception 'The ledger is append-only: % on % is refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

-- The records that went: each is named by the erasure record, is of the type and the age that this gives as its reason, and
-- isn't held. Neither erasures nor holds are ever erased.
create function demand_erasure_of_records() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    erasing     uuid := current_setting('concord.erasing')::uuid;
    own_index   bigint;
    leaves      int8multirange;
    erased_type text;
    age_limit   timestamptz;
begin
    perform erasure_lock();
    select c.claim_index, c.claimed_leaves, c.claimed_type, c.claimed_before
      into own_index, leaves, erased_type, age_limit
      from erasure_claim(erasing) c;
    if leaves is null or erased_type is null or age_limit is null or erased_type in ('erasure', 'legal-hold') then
        raise exception 'The ledger is append-only: no erasure % is in the ledger under a signed checkpoint', erasing
            using errcode = 'insufficient_privilege';
    end if;
    if exists (
        select from gone g
         where not (g.leaf_index <@ leaves and g.leaf_index < own_index and g.type = erased_type and g.recorded_at < age_limit)
    ) then
        raise exception 'The ledger is append-only: erasure % doesn''t cover all that was to be deleted', erasing
            using errcode = 'insufficient_privilege';
    end if;
    -- Usually there is no hold at all, and then no row need be looked at.
    if exists (select from hold_in_force) then
        if exists (
            select from gone g where is_held(g.leaf_index, g.patient_id, g.pseudonym, g.organisations, g.decision_id)
        ) then
            raise exception 'A legal hold covers what erasure % names', erasing using errcode = 'object_in_use';
        end if;
    end if;
    return null;
end
$$;

-- The rows by which records are found go only after their record.
create function demand_erasure_of_search() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    erasing uuid := current_setting('concord.erasing')::uuid;
    leaves  int8multirange;
begin
    select c.claimed_leaves into leaves from erasure_claim(erasing) c;
    if leaves is null
        or exists (select from gone g where not g.leaf_index <@ leaves)
        or exists (
            select from gone g join record r on r.leaf_index = g.leaf_index and r.recorded_at = g.recorded_at)
    then
        raise exception 'The ledger is append-only: erasure % doesn''t cover all that was to be deleted', erasing
            using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

-- As before, and for the tables of records, with their partitions, the second trigger.
create or replace procedure make_append_only(made regclass) language plpgsql as $$
declare
    root     regclass := coalesce(pg_partition_root(made), made);
    erasable boolean := root in (
        'public.record'::regclass, 'public.record_organisation'::regclass, 'public.record_patient'::regclass);
begin
    execute format(
        'create or replace trigger append_only before update or delete or truncate on %s'
            ' for each statement execute function refuse_change(%s)',
        made, case when erasable then quote_literal('erasable') else '' end);
    execute format('alter table %s enable always trigger append_only', made);
    if erasable then
        execute format(
            'create or replace trigger append_only_erasure after delete on %s referencing old table as gone'
                ' for each statement execute function %s()',
            made,
            case when root = 'public.record'::regclass
                then 'demand_erasure_of_records' else 'demand_erasure_of_search' end);
        execute format('alter table %s enable always trigger append_only_erasure', made);
    end if;
end
$$;

call make_append_only('erasure');
do $$
declare
    made regclass;
begin
    for made in
        select t.relid
          from unnest(array ['record', 'record_organisation', 'record_patient']::regclass[]) as root (id),
               pg_partition_tree(root.id) t
    loop
        call make_append_only(made);
    end loop;
end
$$;

-- Erases what this erasure record names, and nothing else: the records with their salts, and the rows by which they are found.
-- Leaves stay. Doing it again does nothing. The service may do it, and can delete in no other way; it runs with the
-- owner's rights, and within the triggers above. Joins go by index, however many records a month holds.
create function erase_as_recorded(erasure_event uuid, erased_when timestamptz) returns bigint language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    own_index      bigint;
    leaves         int8multirange;
    erased_type    text;
    age_limit      timestamptz;
    earliest       timestamptz;
    latest         timestamptz;
    erased_records bigint;
begin
    -- The check for holds must see what was committed while this waited for the lock.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'Erasing needs a transaction that reads what is committed';
    end if;
    perform erasure_lock();
    select c.claim_index, c.claimed_leaves, c.claimed_type, c.claimed_before
      into own_index, leaves, erased_type, age_limit
      from erasure_claim(erasure_event) c;
    if leaves is null then
        raise exception 'No erasure % is in the ledger under a signed checkpoint', erasure_event
            using errcode = 'no_data_found';
    end if;
    select min(l.recorded_at), max(l.recorded_at) into earliest, latest
      from unnest(leaves) as named (span)
      join leaf l on l.leaf_index >= lower(named.span) and l.leaf_index < upper(named.span);
    perform set_config('concord.erasing', erasure_event::text, true);
    with erased as (
        delete from record r using unnest(leaves) as named (span)
         where r.leaf_index >= lower(named.span) and r.leaf_index < upper(named.span)
           and r.recorded_at between earliest and latest
        returning r.leaf_index, r.recorded_at, r.organisations
    ), found as (
        delete from record_organisation o using erased e, unnest(e.organisations) as belongs (code)
         where o.organisation = belongs.code and o.leaf_index = e.leaf_index and o.recorded_at = e.recorded_at
    )
    select count(*) into erased_records from erased;
    if erased_type = 'cohort-part' then
        delete from record_patient p using unnest(leaves) as named (span)
         where p.leaf_index >= lower(named.span) and p.leaf_index < upper(named.span)
           and p.recorded_at between earliest and latest;
    end if;
    perform set_config('concord.erasing', '', true);
    insert into erasure (event_id, leaf_index, leaves, records, erased_at)
    values (erasure_event, own_index, leaves, erased_records, erased_when)
    on conflict (event_id) do nothing;
    return erased_records;
end
$$;

revoke execute on function erase_as_recorded(uuid, timestamptz) from public;
revoke execute on procedure make_append_only(regclass) from public;
grant execute on function erase_as_recorded(uuid, timestamptz) to ${service_role};
grant select on erasure, hold_in_force to ${service_role}, ${verifier_role};
