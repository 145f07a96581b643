-- An office that begins tomorrow, or whose vetting is to be made anew, is an own office too.
CREATE OR REPLACE FUNCTION grant_interest(interest uuid, person uuid, team uuid, kind text, parts_read text[], parts_change text[],
        readers uuid[], starts_on date, ends_before date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT may_share(person, parts_read, parts_change) OR starts_on < today() OR NOT 'list' = ANY (parts_read) THEN
        RAISE EXCEPTION 'interest refused' USING errcode = '42501';
    END IF;
    -- cover and supervision end: nobody makes them last by an interest of the own team, in whichever of the own offices
    IF team IN (SELECT a.team_id FROM agencies_appointment a WHERE a.user_id = (me()).user_id AND a.ends_before > today()) AND NOT EXISTS (SELECT FROM parts_on('interest', person) h
         WHERE grant_interest.parts_read <@ h.parts_read AND grant_interest.parts_change <@ h.parts_change) THEN
        RAISE EXCEPTION 'interest refused' USING errcode = '42501';
    END IF;
    PERFORM FROM people_person p WHERE p.id = person FOR SHARE;   -- not while it is being restricted
    INSERT INTO people_interest (id, person_id, team_id, kind, parts_read, parts_change, readers, duty_reads, restricted,
        starts_on, ends_before, granted_by_id, why, ended_why)
    SELECT interest, p.id, team, kind, parts_read, parts_change, readers, NOT p.restricted, p.restricted, starts_on, ends_before,
           current_actor(), why, '' FROM people_person p WHERE p.id = person;
END $$;
