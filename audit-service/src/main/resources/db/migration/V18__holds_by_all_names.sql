-- A hold on a patient names the pseudonyms of all NHS numbers that were hers when it was placed, because what was recorded under another
-- of her numbers is as much hers. Holds that were placed before name one, and go on holding.

-- As before, with one column more.
create or replace view hold_in_force as
select l.event_id                       as hold,
       s.subject ->> 'patient'          as patient,
       s.subject ->> 'pseudonym'        as pseudonym,
       s.subject ->> 'organisation'     as organisation,
       s.subject ->> 'decision_id'      as decision_id,
       s.subject -> 'records'           as records,
       s.subject -> 'pseudonyms'        as pseudonyms
  from record r
  join leaf l on l.leaf_index = r.leaf_index and l.recorded_at = r.recorded_at
 cross join lateral (select convert_from(r.body, 'UTF8')::json -> 'detail' -> 'subject' as subject) s
 where r.type = 'legal-hold' and r.outcome = 'placed'
   and not exists (
        select from record x
         where x.type = 'legal-hold' and x.outcome = 'released'
           and convert_from(x.body, 'UTF8')::json -> 'detail' ->> 'hold' = l.event_id::text);

-- The pseudonyms that a hold lists: none if it has no list, null if the list can't be understood. Its members are looked at as they are
-- written, with their quotation marks, so that nothing but a text counts.
create function listed_pseudonyms(list json) returns text[] language sql immutable as $$
    select case
        when list is null then array[]::text[]
        when json_typeof(list) = 'array' then (
            select case when bool_and(one.written::text ~ '^"[0-9a-f]{32}"$') then array_agg(btrim(one.written::text, '"')) end
              from json_array_elements(list) as one (written))
        end
$$;

-- Whether a hold covers this record. A hold that doesn't say what it covers, or not so that it can be understood, covers everything.
create or replace function is_held(
    held_leaf bigint, of_patient uuid, of_pseudonym text, of_organisations text[], of_decision uuid)
    returns boolean language sql stable as $$
    select exists (
        select from hold_in_force h
         cross join lateral (select listed_pseudonyms(h.pseudonyms) as pseudonyms) listed
         where h.patient = of_patient::text
            or h.pseudonym = of_pseudonym
            or of_pseudonym = any (listed.pseudonyms)
            or h.organisation = any (of_organisations)
            or h.decision_id = of_decision::text
            or exists (
                select from leaf l join json_array_elements_text(h.records) as named (id) on named.id = l.event_id::text
                 where l.leaf_index = held_leaf)
            or exists (
                select from record_patient p
                 where p.leaf_index = held_leaf
                   and p.person = any (
                        array[
                            h.patient::uuid,
                            case when h.pseudonym ~ '^[0-9a-f]{32}$' then h.pseudonym::uuid end
                        ] || listed.pseudonyms::uuid[]))
            or listed.pseudonyms is null
            or coalesce(
                h.patient, h.pseudonym, h.organisation, h.decision_id, h.records::text, h.pseudonyms::text) is null)
$$;
