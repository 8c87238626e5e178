-- People's sessions. The id is known to the browser alone: here is its SHA-256. The tokens are sealed with AES-GCM, bound to
-- the row.
create table session (
    id_hash      bytea       primary key check (octet_length(id_hash) = 32),
    subject      text        not null,
    tokens       bytea       not null,
    created_at   timestamptz not null,
    last_used_at timestamptz not null
);

create index session_subject on session (subject);
create index session_created_at on session (created_at);

grant select, insert, update, delete on session to "${service_role}";
