-- Any officer asks whether somebody is managed: one row, the same for somebody known and for nobody.
-- It goes where everything told goes.
CREATE FUNCTION ask_whether_managed(told uuid, surname text, given_names text, born_said text, number_said text,
        address_said text, why text, needed_by date, surname_key text, given_key text, born_earliest date,
        born_latest date, number_keys text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_actor() IS NULL THEN RAISE EXCEPTION 'nobody is acting' USING errcode = '28000'; END IF;
    IF (SELECT count(*) FROM contact_log_told x WHERE x.told_by_id = current_actor() AND x.kind = 'asked'
           AND x.told_at > now() - interval '1 hour') >= 20 THEN
        RAISE EXCEPTION 'too many questions' USING errcode = '54000';
    END IF;
    INSERT INTO contact_log_told (id, told_by_id, told_at, surname, given_names, born_said, number_said, address_said,
        learnt, when_said, source, surname_key, given_key, born_earliest, born_latest, number_keys, kind, needed_by)
    VALUES (told, current_actor(), now(), surname, given_names, born_said, number_said, address_said,
        why, '', '', surname_key, given_key, born_earliest, born_latest, number_keys, 'asked', needed_by);
END $$;

-- The team's answer to something told. What was asked is answered below, or passed on here. What nobody took for
-- theirs goes on to those who take the unknown.
CREATE OR REPLACE FUNCTION answer_told(answer uuid, routed uuid, outcome text, why text, joined_to uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r contact_log_routed;
BEGIN
    SELECT * INTO r FROM contact_log_routed x WHERE x.id = routed AND x.team_id = ANY (teams_joining())
       AND (x.person_id IS NULL OR x.person_id IN (SELECT my_people('list')));
    IF r.id IS NULL OR outcome NOT IN ('joined', 'not_ours')
       OR outcome = 'joined' AND EXISTS (SELECT FROM contact_log_told t WHERE t.id = r.told_id AND t.kind = 'asked')
       OR (outcome = 'joined') IS DISTINCT FROM EXISTS (SELECT FROM contact_log_entry e
            WHERE e.id = joined_to AND e.told_id = r.told_id AND e.written_by_id = current_actor()) THEN
        RAISE EXCEPTION 'answer refused' USING errcode = '42501';
    END IF;
    BEGIN
        INSERT INTO contact_log_answer (id, routed_id, outcome, why, answered_by_id, at)
        VALUES (answer, routed, outcome, why, current_actor(), now());
    EXCEPTION WHEN unique_violation THEN   -- answered meanwhile: begin again, and be told so
        RAISE EXCEPTION 'answered meanwhile' USING errcode = '40001';
    END;
    IF outcome = 'not_ours' AND r.person_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM contact_log_routed x LEFT JOIN contact_log_answer a ON a.routed_id = x.id
             WHERE x.told_id = r.told_id AND (a.id IS NULL OR a.outcome <> 'not_ours')) THEN
        PERFORM route_to_unknown(r.told_id);
    END IF;
END $$;

-- The decision on what was asked: written in the file first; a yes is an interest of the asker's team, granted by
-- whoever decides, that ends. Only a yes is told to the asker: look at your worklist.
CREATE FUNCTION answer_asked(answer uuid, routed uuid, outcome text, why text, written uuid, interest uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r contact_log_routed; t contact_log_told; e contact_log_entry;
BEGIN
    SELECT * INTO r FROM contact_log_routed x WHERE x.id = routed AND x.team_id = ANY (teams_joining())
       AND (x.person_id IS NULL OR x.person_id IN (SELECT my_people('list')));
    SELECT * INTO t FROM contact_log_told x WHERE x.id = r.told_id AND x.kind = 'asked';
    SELECT * INTO e FROM contact_log_entry x WHERE x.id = written AND x.told_id = t.id AND x.kind = 'asked'
       AND x.written_by_id = current_actor();
    IF t.id IS NULL OR e.id IS NULL OR outcome NOT IN ('shared', 'not_shared')
       OR (r.person_id IS NOT NULL AND r.person_id <> e.person_id)
       OR (interest IS NULL) IS DISTINCT FROM (outcome = 'not_shared')
       OR interest IS NOT NULL AND NOT EXISTS (
            SELECT FROM people_interest i JOIN agencies_appointment a ON a.id = t.told_by_id AND a.team_id = i.team_id
             WHERE i.id = interest AND i.person_id = e.person_id AND i.granted_by_id = current_actor()
               AND i.parts_change = '{}' AND i.ends_before <= today() + 184) THEN
        RAISE EXCEPTION 'answer refused' USING errcode = '42501';
    END IF;
    BEGIN
        INSERT INTO contact_log_answer (id, routed_id, outcome, why, interest_id, answered_by_id, at)
        VALUES (answer, routed, outcome, why, interest, current_actor(), now());
    EXCEPTION WHEN unique_violation THEN   -- answered meanwhile: begin again, and be told so
        RAISE EXCEPTION 'answered meanwhile' USING errcode = '40001';
    END;
    IF interest IS NOT NULL THEN PERFORM alert(t.told_by_id, 'answered'); END IF;
END $$;

-- What the asker learns: the yes whose interest speaks to them today. A no, nobody known and no answer yet are alike.
CREATE FUNCTION shared_with_me() RETURNS TABLE (told uuid, person uuid, interest uuid, at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me();
BEGIN
    RETURN QUERY SELECT t.id, i.person_id, i.id, a.at FROM contact_log_told t
      JOIN contact_log_routed r ON r.told_id = t.id JOIN contact_log_answer a ON a.routed_id = r.id
      JOIN people_interest i ON i.id = a.interest_id
     WHERE t.told_by_id = mine.id AND t.kind = 'asked' AND i.team_id = mine.team_id AND i.starts_on <= today()
       AND i.ends_before > today() AND reads_for_me(i, mine) ORDER BY a.at DESC LIMIT 50;
END $$;

GRANT EXECUTE ON FUNCTION ask_whether_managed, answer_asked, shared_with_me TO tutela_casework;
