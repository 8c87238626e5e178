-- What each policy engine that fetches our bundles last said of itself (OPA's status reports). Not evidence: a report replaces the
-- one before.
create table policy_engine (
    -- The OAuth client of a partner's engine; empty for the platform's own.
    owner       text        not null,
    name        text        not null,
    version     text        not null,
    reported_at timestamptz not null,
    -- The revisions that it has activated; null for a bundle that it never had.
    release     text,
    register    text,
    -- Since when it reports these two.
    held_since  timestamptz not null,
    -- What it says is wrong with a bundle.
    fault       text,
    primary key (owner, name)
);

grant select, insert, update, delete on policy_engine to ${service_role};
