-- What the ledger says of its own keys is never erased, as little as erasures and holds: old signatures are judged by it.
create or replace function demand_erasure_of_records() returns trigger language plpgsql
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
    if leaves is null or erased_type is null or age_limit is null
        or erased_type in ('erasure', 'legal-hold', 'ledger-key-change')
    then
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
