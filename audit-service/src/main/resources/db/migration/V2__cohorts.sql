-- Who is among the people of which part of a cohort: narrow, because one question about everybody on the register makes a row for
-- each of them. A person is a patient id, or the 128 bits of a pseudonym. Like the other columns for searching, it only repeats
-- what a body says, and the verifier compares the two.
create table record_patient (
    person      uuid        not null,
    leaf_index  bigint      not null,
    recorded_at timestamptz not null,
    primary key (person, leaf_index, recorded_at)
) partition by range (recorded_at);

-- For the verifier, which goes by leaf; the rows come in that order, so this stays tiny.
create index record_patient_by_leaf on record_patient using brin (leaf_index) with (pages_per_range = 32);

call make_append_only('record_patient');

create or replace function make_months(first timestamptz) returns void language plpgsql security definer
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
        foreach parent in array array ['record', 'record_organisation', 'record_patient'] loop
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

grant select, insert on record_patient to ${service_role};
grant select on record_patient to ${verifier_role};
