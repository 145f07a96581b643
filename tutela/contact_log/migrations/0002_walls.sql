-- The log of a file is a part of it.
SELECT protect('contact_log_entry', 'contact_log');
GRANT SELECT ON contact_log_entry TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT ON contact_log_entry TO tutela_casework;

-- What was told belongs to no person until a team joins it. It is only ever added to, and each row
-- holds the audit entry of its own transaction: without one it fails at commit. (The default
-- comes after the column: adding both at once would ask for an entry here.)
ALTER TABLE contact_log_told
    ADD entry uuid NOT NULL,
    ADD xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ADD CONSTRAINT told_has_its_entry FOREIGN KEY (entry, xact) REFERENCES audit_entry (id, xact)
        DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE contact_log_told ALTER entry SET DEFAULT entry_of_this_change();
ALTER TABLE contact_log_routed
    ADD entry uuid NOT NULL,
    ADD xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ADD CONSTRAINT routed_has_its_entry FOREIGN KEY (entry, xact) REFERENCES audit_entry (id, xact)
        DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE contact_log_routed ALTER entry SET DEFAULT entry_of_this_change();
ALTER TABLE contact_log_answer
    ADD entry uuid NOT NULL,
    ADD xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ADD CONSTRAINT answer_has_its_entry FOREIGN KEY (entry, xact) REFERENCES audit_entry (id, xact)
        DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE contact_log_answer ALTER entry SET DEFAULT entry_of_this_change();

-- Teams for which I take what was told: my own where it keeps records, those I supervise or cover.
CREATE FUNCTION teams_joining() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me();
BEGIN
    IF mine.id IS NULL OR NOT mine.powers && '{record,supervise}'::varchar[] THEN RETURN '{}'; END IF;
    RETURN array_remove(ARRAY[mine.team_id, mine.supervises_id], NULL) || teams_covered();
END $$;

ALTER TABLE contact_log_told ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_log_routed ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_log_answer ENABLE ROW LEVEL SECURITY;
-- a restricted record's possible match is shown to its named readers, as the record is
CREATE POLICY routed ON contact_log_routed FOR SELECT TO tutela_casework USING (
    team_id = ANY ((SELECT teams_joining())::uuid[])
    AND (person_id IS NULL OR person_id IN (SELECT my_people('list'))));
CREATE POLICY readable ON contact_log_told FOR SELECT TO tutela_casework USING (
    told_by_id = (SELECT current_actor()) OR id IN (SELECT r.told_id FROM contact_log_routed r));
CREATE POLICY readable ON contact_log_answer FOR SELECT TO tutela_casework USING (
    routed_id IN (SELECT r.id FROM contact_log_routed r));
CREATE POLICY register ON contact_log_told FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON contact_log_routed FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON contact_log_answer FOR SELECT TO tutela_register USING (true);
GRANT SELECT ON contact_log_told, contact_log_routed, contact_log_answer TO tutela_casework, tutela_register;

-- Any officer tells: one row, the same for somebody known and for nobody.
CREATE FUNCTION tell(told uuid, surname text, given_names text, born_said text, number_said text, address_said text,
        learnt text, when_said text, source text, surname_key text, given_key text, born_earliest date,
        born_latest date, number_keys text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_actor() IS NULL THEN RAISE EXCEPTION 'nobody is acting' USING errcode = '28000'; END IF;
    INSERT INTO contact_log_told (id, told_by_id, told_at, surname, given_names, born_said, number_said, address_said,
        learnt, when_said, source, surname_key, given_key, born_earliest, born_latest, number_keys)
    VALUES (told, current_actor(), now(), surname, given_names, born_said, number_said, address_said,
        learnt, when_said, source, surname_key, given_key, born_earliest, born_latest, number_keys);
END $$;

-- People whom it may be about: by number, or by name and date of birth.
CREATE FUNCTION people_told_of(t contact_log_told) RETURNS SETOF uuid LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS $$
    SELECT i.person_id FROM people_identifier i
     WHERE i.kind IN ('pnc', 'cro', 'prison', 'probation') AND i.key = ANY (t.number_keys)
    UNION
    SELECT n.person_id FROM people_name n JOIN people_birthdate b ON b.person_id = n.person_id
     WHERE t.surname_key <> '' AND t.born_earliest IS NOT NULL AND n.surname_key = t.surname_key
       AND (n.given_key = t.given_key OR n.given_key = '' OR t.given_key = '')
       AND coalesce(b.earliest, b."on") <= t.born_latest AND coalesce(b.latest, b."on") >= t.born_earliest
$$;

-- To those who take what is told about nobody known, in the area where it was told.
CREATE FUNCTION route_to_unknown(told uuid) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO contact_log_routed (id, told_id, team_id, person_id, at)
    SELECT gen_random_uuid(), told, t.id, NULL, now() FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id
     WHERE t.takes_unknown AND g.area_id = (SELECT g2.area_id FROM contact_log_told d
             JOIN agencies_appointment a ON a.id = d.told_by_id JOIN agencies_team t2 ON t2.id = a.team_id
             JOIN agencies_agency g2 ON g2.id = t2.agency_id WHERE d.id = told)
       AND NOT EXISTS (SELECT FROM contact_log_routed r WHERE r.told_id = told AND r.team_id = t.id AND r.person_id IS NULL);
    IF NOT FOUND THEN   -- no team of the area takes the unknown: it stays with the teller's
        INSERT INTO contact_log_routed (id, told_id, team_id, person_id, at)
        SELECT gen_random_uuid(), told, a.team_id, NULL, now() FROM contact_log_told d JOIN agencies_appointment a ON a.id = d.told_by_id
         WHERE d.id = told AND NOT EXISTS (SELECT FROM contact_log_routed r WHERE r.told_id = told AND r.person_id IS NULL);
    END IF;
END $$;

-- Who is told to look: the officer of the person, else who supervises the team; of a restricted
-- record only its named readers.
CREATE FUNCTION those_told_for(r contact_log_routed) RETURNS SETOF uuid LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS $$
    SELECT a.id FROM agencies_appointment a WHERE is_live(a) AND CASE
        WHEN EXISTS (SELECT FROM people_person p WHERE p.id = r.person_id AND p.restricted)
        THEN EXISTS (SELECT FROM people_interest i WHERE i.person_id = r.person_id AND i.team_id = r.team_id
                      AND i.ends_before > today() AND a.id = ANY (i.readers))
        WHEN EXISTS (SELECT FROM people_allocation l WHERE l.person_id = r.person_id AND l.starts_on <= today() AND l.ends_before > today())
        THEN EXISTS (SELECT FROM people_allocation l WHERE l.person_id = r.person_id AND l.appointment_id = a.id
                      AND l.starts_on <= today() AND l.ends_before > today())
        ELSE 'supervise' = ANY (a.powers) AND (a.team_id = r.team_id OR a.supervises_id = r.team_id) END
$$;

-- The job: what has gone nowhere yet goes to the owner of each possible person; else to the unknown.
CREATE FUNCTION route_told() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE t contact_log_told; done integer := 0;
BEGIN
    FOR t IN SELECT d.* FROM contact_log_told d
              WHERE NOT EXISTS (SELECT FROM contact_log_routed r WHERE r.told_id = d.id)
              ORDER BY d.id LIMIT 200 FOR UPDATE SKIP LOCKED LOOP
        INSERT INTO contact_log_routed (id, told_id, team_id, person_id, at)
        SELECT gen_random_uuid(), t.id, p.owner_team_id, p.id, now() FROM people_person p
         WHERE p.id IN (SELECT people_told_of(t)) LIMIT 20;
        IF NOT FOUND THEN PERFORM route_to_unknown(t.id); END IF;
        PERFORM alert(who.id, 'told') FROM (SELECT DISTINCT those_told_for(r) AS id FROM contact_log_routed r
                                             WHERE r.told_id = t.id) who;
        done := done + 1;
    END LOOP;
    RETURN done;
END $$;

-- The team's answer. What nobody took for theirs goes on to those who take the unknown.
CREATE FUNCTION answer_told(answer uuid, routed uuid, outcome text, why text, joined_to uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r contact_log_routed;
BEGIN
    SELECT * INTO r FROM contact_log_routed x WHERE x.id = routed AND x.team_id = ANY (teams_joining())
       AND (x.person_id IS NULL OR x.person_id IN (SELECT my_people('list')));
    IF r.id IS NULL OR (outcome = 'joined') IS DISTINCT FROM EXISTS (SELECT FROM contact_log_entry e
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
             WHERE x.told_id = r.told_id AND (a.id IS NULL OR a.outcome = 'joined')) THEN
        PERFORM route_to_unknown(r.told_id);
    END IF;
END $$;

GRANT EXECUTE ON FUNCTION tell, teams_joining, answer_told TO tutela_casework;
GRANT EXECUTE ON FUNCTION route_told TO tutela_register;
