-- What witnesses have said of published checkpoints (C2SP tlog-cosignature): each line as the witness sent it, after it was
-- verified. A witness is its verifier key, name included: with another key it is another witness.
create table cosignature (
    tree_size   bigint      not null check (tree_size >= 0),
    witness     text        not null,
    line        text        not null,
    cosigned_at timestamptz not null,
    stored_at   timestamptz not null,
    primary key (tree_size, witness)
);

-- The newest of one witness.
create index cosignature_by_witness on cosignature (witness, tree_size desc);

call make_append_only('cosignature');

grant select, insert on cosignature to ${service_role};
grant select on cosignature to ${verifier_role};
