-- The patient register. Choices follow the person: every number of a patient leads to the same id.
create table patient (
    id            uuid        primary key,
    registered_at timestamptz not null,
    revision      bigint      not null check (revision >= 0),
    changed_at    timestamptz not null
);

create table patient_alias (
    nhs_number text        primary key check (nhs_number ~ '^[0-9]{10}$'),
    patient_id uuid        not null references patient,
    since      timestamptz not null
);
create index patient_alias_by_patient on patient_alias (patient_id);

-- Readers of the state topic ignore lower revisions, so one that went back would never be seen.
create function patient_revision_grows() returns trigger language plpgsql as $$
begin
    if new.revision < old.revision then
        raise exception 'a patient''s revision never goes back';
    end if;
    return new;
end $$;
create trigger patient_revision_grows before update on patient
    for each row execute function patient_revision_grows();

grant select, insert on patient to ${service_role};
grant update (revision, changed_at) on patient to ${service_role};
grant select, insert on patient_alias to ${service_role};
