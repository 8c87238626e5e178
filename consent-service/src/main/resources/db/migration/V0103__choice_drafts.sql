-- Answers that a patient has given on the pages and not confirmed yet, so that a session that ends loses nothing.
create table choice_draft (
    patient_id uuid        not null references patient,
    scheme     text        not null,
    tag        uuid        not null,
    based_on   bigint      not null check (based_on >= 0),
    answers    jsonb       not null,
    saved_at   timestamptz not null,
    primary key (patient_id, scheme)
);
create index choice_draft_by_age on choice_draft (saved_at);
grant select, insert, update, delete on choice_draft to ${service_role};
