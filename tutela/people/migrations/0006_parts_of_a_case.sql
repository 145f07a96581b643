-- What the agencies decide together are parts of a file: an emergency opens them too.
CREATE OR REPLACE FUNCTION parts_on(ground text, person uuid, OUT parts_read text[], OUT parts_change text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me(); teams uuid[];
BEGIN
    IF mine.id IS NULL THEN RETURN; END IF;
    IF ground = 'emergency' THEN
        IF 'emergency' = ANY (mine.powers) THEN
            SELECT ARRAY['list', 'identity', 'addresses', 'photographs', 'relationships', 'contact_log', 'card',
                         'convictions', 'orders', 'notifications', 'levels', 'risk', 'meetings', 'disclosures'], '{}'
              INTO parts_read, parts_change FROM people_person p WHERE p.id = person AND NOT p.restricted;
        END IF;
        RETURN;
    END IF;
    teams := CASE ground
        WHEN 'interest' THEN ARRAY[mine.team_id]
        WHEN 'cover' THEN teams_covered()
        WHEN 'supervision' THEN teams_supervised() END;
    SELECT ARRAY(SELECT DISTINCT unnest(i.parts_read) FROM people_interest i
                  WHERE i.person_id = person AND i.team_id = ANY (teams) AND i.starts_on <= today()
                    AND i.ends_before > today()
                    AND CASE WHEN ground = 'interest' THEN reads_for_me(i, mine) ELSE NOT i.restricted END),
           ARRAY(SELECT DISTINCT unnest(i.parts_change) FROM people_interest i
                  WHERE i.person_id = person AND i.team_id = ANY (teams) AND i.starts_on <= today()
                    AND i.ends_before > today()
                    AND CASE WHEN ground = 'interest' THEN reads_for_me(i, mine) ELSE NOT i.restricted END)
      INTO parts_read, parts_change;
    IF ground <> 'interest' THEN
        parts_read := ARRAY(SELECT unnest(parts_read) EXCEPT SELECT unnest(compartments()));
        parts_change := ARRAY(SELECT unnest(parts_change) EXCEPT SELECT unnest(compartments()));
    END IF;
END $$;

-- Who manages a record before today goes on managing all of it; the change has its entry.
DO $$
DECLARE of_this uuid := gen_random_uuid();
BEGIN
    IF NOT EXISTS (SELECT FROM people_interest) THEN RETURN; END IF;
    PERFORM set_config('tutela.entry', of_this::text, true);
    UPDATE people_interest
       SET parts_read = parts_read || '{levels,risk,meetings,disclosures}'::varchar[],
           parts_change = parts_change || '{levels,risk,meetings,disclosures}'::varchar[]
     WHERE kind = 'manages' AND NOT 'levels' = ANY (parts_read);
    PERFORM append_entry(of_this, NULL, 'migrate', NULL, 'interests.widened', NULL, NULL, '{}', NULL);
    PERFORM set_config('tutela.entry', '', true);
END $$;
