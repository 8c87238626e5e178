-- Which register and which release are in force. Every change of either moves its row, in the change's own transaction.
create table current_revision (
    part       text primary key check (part in ('register', 'release')),
    revision   bigint      not null,
    changed_at timestamptz not null
);
insert into current_revision (part, revision, changed_at) values ('register', 0, now()), ('release', 0, now());

create table revision_change (
    part       text        not null references current_revision,
    revision   bigint      not null,
    changed_at timestamptz not null,
    primary key (part, revision)
);

-- The register as it stands: one row for each organisation, partner system, purpose, category, scheme and agreement.
create table register_entry (
    address  text primary key,
    kind     text   not null,
    key      text   not null,
    revision bigint not null,
    content  text   not null check (content is json object),
    unique (kind, key)
);

-- Every version that an entry has had.
create table register_version (
    id         bigint generated always as identity primary key,
    address    text        not null references register_entry,
    revision   bigint      not null,
    content    text        not null check (content is json object),
    client     text        not null,
    subject    text        not null,
    reason     text,
    changed_at timestamptz not null,
    unique (address, revision)
);

create table release (
    number           bigint primary key,
    note             text        not null,
    based_on         bigint references release,
    author_client    text        not null,
    author_subject   text        not null,
    drafted_at       timestamptz not null,
    approver_client  text,
    approver_subject text,
    approved_at      timestamptz,
    check ((approved_at is null) = (approver_subject is null)),
    check (approver_subject is distinct from author_subject or author_client = 'policy-service')
);

create table release_file (
    id      bigint generated always as identity primary key,
    release bigint not null references release,
    path    text   not null,
    content text   not null,
    unique (release, path)
);

grant select, update on current_revision to ${service_role};
grant select, insert on revision_change to ${service_role};
grant select, insert, update on register_entry to ${service_role};
grant select, insert on register_version to ${service_role};
grant select, insert, update on release to ${service_role};
grant select, insert on release_file to ${service_role};
