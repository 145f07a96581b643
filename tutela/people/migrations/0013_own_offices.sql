-- A short ground is not made to last by another office of the same account, nor a record closed to everybody.
CREATE OR REPLACE FUNCTION grant_interest(interest uuid, person uuid, team uuid, kind text, parts_read text[], parts_change text[],
        readers uuid[], starts_on date, ends_before date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT may_share(person, parts_read, parts_change) OR starts_on < today() OR NOT 'list' = ANY (parts_read) THEN
        RAISE EXCEPTION 'interest refused' USING errcode = '42501';
    END IF;
    -- cover and supervision end: nobody makes them last by an interest of the own team, in whichever of the own offices
    IF team IN (SELECT a.team_id FROM agencies_appointment a WHERE a.user_id = (me()).user_id AND is_live(a)) AND NOT EXISTS (SELECT FROM parts_on('interest', person) h
         WHERE grant_interest.parts_read <@ h.parts_read AND grant_interest.parts_change <@ h.parts_change) THEN
        RAISE EXCEPTION 'interest refused' USING errcode = '42501';
    END IF;
    PERFORM FROM people_person p WHERE p.id = person FOR SHARE;   -- not while it is being restricted
    INSERT INTO people_interest (id, person_id, team_id, kind, parts_read, parts_change, readers, duty_reads, restricted,
        starts_on, ends_before, granted_by_id, why, ended_why)
    SELECT interest, p.id, team, kind, parts_read, parts_change, readers, NOT p.restricted, p.restricted, starts_on, ends_before,
           current_actor(), why, '' FROM people_person p WHERE p.id = person;
END $$;

-- Whoever restricts is among the readers, also where no list of readers is given: else nobody could lift it again.
CREATE OR REPLACE FUNCTION restrict_record(person uuid, readers uuid[], why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT may_share(person, '{list}', '{list}') OR (current_actor() = ANY (readers)) IS NOT TRUE
       OR (SELECT owner_team_id FROM people_person WHERE id = person) <> my_team() THEN
        RAISE EXCEPTION 'restriction refused' USING errcode = '42501';
    END IF;
    UPDATE people_interest i SET restricted = true, duty_reads = false, readers_before = f.readers,
           readers = coalesce(nullif(CASE
               WHEN i.team_id <> my_team() THEN i.readers
               WHEN f.readers = '{}' THEN restrict_record.readers
               ELSE ARRAY(SELECT unnest(f.readers) INTERSECT SELECT unnest(restrict_record.readers)) END, '{}'), ARRAY[nobody()])
      FROM people_interest o CROSS JOIN LATERAL (SELECT coalesce(o.readers_before, o.readers) AS readers) f
     WHERE o.id = i.id AND i.person_id = person AND i.ends_before > today();
    UPDATE people_person SET restricted = true, restricted_why = restrict_record.why, version = version + 1 WHERE id = person;
END $$;
