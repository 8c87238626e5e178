-- Everything that somebody did: by the id that a partner system gave its user, or by the account that signed in. The months that are
-- made later have these indexes, too.
create index record_by_user on record (actor_user, leaf_index desc) where actor_user is not null;
create index record_by_subject on record (actor_subject, leaf_index desc);
