DROP FUNCTION lift_restriction(uuid, text);
CREATE FUNCTION lift_restriction(person uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT may_share(person, '{list}', '{list}')
       OR (SELECT owner_team_id FROM people_person WHERE id = person) <> my_team() THEN
        RAISE EXCEPTION 'restriction refused' USING errcode = '42501';
    END IF;
    UPDATE people_interest i SET restricted = false, duty_reads = true,
           readers = coalesce(i.readers_before, i.readers), readers_before = NULL
     WHERE i.person_id = person AND i.restricted;
    UPDATE people_person SET restricted = false, restricted_why = '', version = version + 1 WHERE id = person;
END $$;
GRANT EXECUTE ON FUNCTION lift_restriction TO tutela_casework;
DELETE FROM audit_column_before WHERE tablename = 'people_person' AND columnname = 'lifted_why';
DROP VIEW known.people_person;
