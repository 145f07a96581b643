-- A row of a person names a row of the same person.
ALTER TABLE disclosure_testanswer ADD CONSTRAINT test_of_the_persons_disclosure
    FOREIGN KEY (consideration_id, person_id) REFERENCES disclosure_consideration (id, person_id);
ALTER TABLE disclosure_made ADD CONSTRAINT made_of_the_persons_disclosure
    FOREIGN KEY (consideration_id, person_id) REFERENCES disclosure_consideration (id, person_id);
ALTER TABLE disclosure_followup ADD CONSTRAINT follow_up_of_the_persons_disclosure
    FOREIGN KEY (made_id, person_id) REFERENCES disclosure_made (id, person_id);
ALTER TABLE disclosure_incident ADD CONSTRAINT incident_of_the_persons_disclosure
    FOREIGN KEY (consideration_id, person_id) REFERENCES disclosure_consideration (id, person_id);
ALTER TABLE disclosure_awaited ADD CONSTRAINT awaited_of_the_persons_disclosure
    FOREIGN KEY (consideration_id, person_id) REFERENCES disclosure_consideration (id, person_id);
ALTER TABLE disclosure_awaited ADD CONSTRAINT awaited_of_the_persons_incident
    FOREIGN KEY (incident_id, person_id) REFERENCES disclosure_incident (id, person_id);

-- What waits, and until when, is a line of a list; who would be told, and in which words, is in the file.
SELECT protect('disclosure_consideration', 'disclosures');
SELECT protect('disclosure_testanswer', 'disclosures');
SELECT protect('disclosure_made', 'disclosures');
SELECT protect('disclosure_followup', 'disclosures');
SELECT protect('disclosure_incident', 'disclosures');
SELECT protect('disclosure_awaited', 'disclosures', list => true);

GRANT SELECT ON disclosure_consideration, disclosure_testanswer, disclosure_made, disclosure_followup, disclosure_incident,
    disclosure_awaited TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT ON disclosure_testanswer, disclosure_made TO tutela_casework;
GRANT INSERT, UPDATE (stage, words, conditions, decided_by_id, decided_at, reasons, ended_because, version)
    ON disclosure_consideration TO tutela_casework;
GRANT INSERT, UPDATE (done_on, found, done_by_id, version) ON disclosure_followup TO tutela_casework;
GRANT INSERT, UPDATE (commissioner, finding, settled_by_id, settled_at, version) ON disclosure_incident TO tutela_casework;
GRANT INSERT, UPDATE (met_at, version) ON disclosure_awaited TO tutela_casework;

-- The truth about what happened is never refused: whoever has the file open on any ground, and be it only to read, may
-- write down that somebody was told in immediate danger, or wrongly. Under the own name, by the triggers below.
CREATE FUNCTION people_told_in_danger() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(c.id), '{}') FROM disclosure_consideration c
             WHERE c.in_danger AND c.asked_by_id = current_actor() AND c.person_id = ANY (people_opened()));
END $$;
CREATE POLICY in_danger ON disclosure_consideration FOR INSERT TO tutela_casework
    WITH CHECK (in_danger AND person_id = ANY ((SELECT people_opened())::uuid[]));
CREATE POLICY in_danger ON disclosure_made FOR INSERT TO tutela_casework
    WITH CHECK (was_told AND consideration_id = ANY ((SELECT people_told_in_danger())::uuid[]));
CREATE POLICY in_danger ON disclosure_followup FOR INSERT TO tutela_casework
    WITH CHECK (done_on IS NULL AND made_id IN (SELECT m.id FROM disclosure_made m WHERE m.consideration_id = ANY ((SELECT people_told_in_danger())::uuid[])));
CREATE POLICY told_wrongly ON disclosure_incident FOR INSERT TO tutela_casework
    WITH CHECK (consideration_id IS NULL AND person_id = ANY ((SELECT people_opened())::uuid[]));
CREATE POLICY waits ON disclosure_awaited FOR INSERT TO tutela_casework
    WITH CHECK (met_at IS NULL AND kind IN ('review', 'incident', 'follow_up') AND person_id = ANY ((SELECT people_opened())::uuid[]));

-- Who governs information knows that somebody was told wrongly, and until when the Commissioner is told: the line, never the file.
CREATE POLICY governed ON disclosure_awaited FOR SELECT TO tutela_casework
    USING (kind = 'incident' AND (SELECT i_may('govern')) AND person_id IN (SELECT people_governed()));

-- Four eyes ----------------------------------------------------------------------------------------
-- Who asks stands under it; another decides, whose office it is, once; the asked words stay until then.
CREATE FUNCTION disclosure_has_four_eyes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me();
BEGIN
    IF tg_op = 'INSERT' THEN
        IF (mine.id IS NOT NULL AND new.asked_by_id <> mine.id) OR new.decided_by_id IS NOT NULL
           OR new.stage <> (CASE WHEN new.in_danger THEN 'in_danger' ELSE 'asked' END) THEN
            RAISE EXCEPTION 'a disclosure is asked for by who asks, and decided later' USING errcode = '42501';
        END IF;
        RETURN new;
    END IF;
    IF old.decided_by_id IS NOT NULL AND (new.decided_by_id, new.decided_at, new.reasons, new.words, new.conditions)
           IS DISTINCT FROM (old.decided_by_id, old.decided_at, old.reasons, old.words, old.conditions) THEN
        RAISE EXCEPTION 'a decision stays as it was made' USING errcode = '23514';
    END IF;
    IF old.decided_by_id IS NULL AND new.decided_by_id IS NULL
       AND (new.words, new.conditions) IS DISTINCT FROM (old.words, old.conditions) THEN
        RAISE EXCEPTION 'what was asked stays as it was asked' USING errcode = '23514';
    END IF;
    IF old.in_danger AND new.words <> old.words THEN
        RAISE EXCEPTION 'what was said stays as it was said' USING errcode = '23514';
    END IF;
    IF new.decided_by_id IS NOT NULL AND old.decided_by_id IS NULL AND (
           (mine.id IS NOT NULL AND new.decided_by_id <> mine.id) OR NOT are_two(new.decided_by_id, new.asked_by_id)
           OR NOT EXISTS (SELECT FROM agencies_appointment a WHERE a.id = new.decided_by_id
                           AND ('disclose' = ANY (a.powers) OR old.in_danger AND 'supervise' = ANY (a.powers)))) THEN
        RAISE EXCEPTION 'somebody other than who asked decides, whose office it is' USING errcode = '23514';
    END IF;
    IF new.stage IS DISTINCT FROM old.stage AND (old.stage || ' ' || new.stage) <> ALL (ARRAY['asked approved', 'asked refused',
           'asked withdrawn', 'approved told', 'approved not_told', 'in_danger upheld', 'in_danger not_upheld']) THEN
        RAISE EXCEPTION 'a disclosure does not move so' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE ON disclosure_consideration
    FOR EACH ROW EXECUTE FUNCTION disclosure_has_four_eyes();

-- At the end of the transaction an approved one has every test met; what was told has its record.
CREATE FUNCTION disclosure_is_weighed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE c disclosure_consideration;
BEGIN
    SELECT * INTO c FROM disclosure_consideration x WHERE x.id = new.id;
    IF c.stage IN ('approved', 'refused') AND (SELECT count(*) FROM disclosure_testanswer t WHERE t.consideration_id = c.id) <> 6
       OR c.stage = 'approved' AND EXISTS (SELECT FROM disclosure_testanswer t WHERE t.consideration_id = c.id AND NOT t.is_met) THEN
        RAISE EXCEPTION 'every test is answered, and met before anybody is told' USING errcode = '23514';
    END IF;
    IF c.stage IN ('told', 'in_danger') AND NOT EXISTS (SELECT FROM disclosure_made m WHERE m.consideration_id = c.id AND m.was_told) THEN
        RAISE EXCEPTION 'what was told has its record' USING errcode = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER weighed AFTER INSERT OR UPDATE ON disclosure_consideration DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION disclosure_is_weighed();

-- Tests are answered by who decides; afterwards none is added.
CREATE FUNCTION test_is_answered_by_who_decides() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me();
BEGIN
    IF NOT EXISTS (SELECT FROM disclosure_consideration c WHERE c.id = new.consideration_id AND c.stage = 'asked'
                    AND (mine.id IS NULL OR 'disclose' = ANY (mine.powers) AND are_two(mine.id, c.asked_by_id))) THEN
        RAISE EXCEPTION 'tests are answered by who decides, before the decision' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER by_who_decides BEFORE INSERT ON disclosure_testanswer FOR EACH ROW EXECUTE FUNCTION test_is_answered_by_who_decides();

-- Nothing planned is told that nobody else approved, in other words than those approved only where that is written down.
CREATE FUNCTION made_was_approved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (current_actor() IS NOT NULL AND new.recorded_by_id <> current_actor())
       OR NOT EXISTS (SELECT FROM disclosure_consideration c WHERE c.id = new.consideration_id
                       AND (c.stage = 'approved' OR c.stage = 'in_danger' AND c.asked_by_id = new.recorded_by_id)) THEN
        RAISE EXCEPTION 'nobody is told before another has approved it' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER was_approved BEFORE INSERT ON disclosure_made FOR EACH ROW EXECUTE FUNCTION made_was_approved();

CREATE FUNCTION incident_has_four_eyes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me();
BEGIN
    IF tg_op = 'INSERT' THEN
        IF (mine.id IS NOT NULL AND new.recorded_by_id <> mine.id) OR new.settled_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'an incident is recorded by who records it, and settled later' USING errcode = '42501';
        END IF;
    ELSIF old.settled_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'what was found stays as it was found' USING errcode = '23514';
    ELSIF new.settled_by_id IS NOT NULL AND (
           (mine.id IS NOT NULL AND new.settled_by_id <> mine.id) OR NOT are_two(new.settled_by_id, new.recorded_by_id)
           OR EXISTS (SELECT FROM disclosure_consideration c WHERE c.id = new.consideration_id AND NOT are_two(new.settled_by_id, c.asked_by_id))
           OR NOT EXISTS (SELECT FROM agencies_appointment a WHERE a.id = new.settled_by_id
                           AND a.powers && ARRAY['disclose', 'supervise']::varchar[])) THEN
        RAISE EXCEPTION 'somebody other than who recorded it settles it, whose office it is' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE ON disclosure_incident FOR EACH ROW EXECUTE FUNCTION incident_has_four_eyes();

-- Who decides reads the file: an interest with an end -----------------------------------------------
-- For what the actor has just asked or recorded (this transaction): each team of the area of who manages the person whose
-- members decide disclosures, or the one named, is given sight of it, as far as the asker's own goes; and is told at once.
CREATE FUNCTION call_deciders(consideration uuid, incident uuid, team uuid, ends_before date, why text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE p people_person; mine uuid := current_actor(); held text[]; t record; called integer := 0;
BEGIN
    SELECT x.* INTO p FROM people_person x WHERE x.id = ANY (people_opened()) AND x.id IN (
        SELECT c.person_id FROM disclosure_consideration c WHERE c.id = call_deciders.consideration AND c.asked_by_id = mine
           AND c.decided_by_id IS NULL AND c.stage <> 'withdrawn'
        UNION SELECT i.person_id FROM disclosure_incident i WHERE i.id = call_deciders.incident AND i.recorded_by_id = mine
           AND i.settled_by_id IS NULL);
    IF p.id IS NULL OR mine IS NULL OR ends_before > today() + 92 OR ends_before <= today() THEN
        RAISE EXCEPTION 'deciders refused' USING errcode = '42501';
    END IF;
    SELECT o.parts_read INTO held FROM opened_here(p.id) o;
    held := ARRAY['list', 'identity', 'disclosures']
            || ARRAY(SELECT unnest(held) INTERSECT SELECT unnest(ARRAY['convictions', 'orders', 'levels', 'risk', 'meetings']));
    PERFORM FROM people_person x WHERE x.id = p.id FOR SHARE;   -- not while it is being restricted
    FOR t IN SELECT a.team_id, array_agg(a.id ORDER BY a.id) AS readers FROM agencies_appointment a
               JOIN agencies_team of_team ON of_team.id = a.team_id JOIN agencies_agency g ON g.id = of_team.agency_id
              WHERE is_live(a) AND 'disclose' = ANY (a.powers) AND a.role = 'disclosure_decision_maker' AND are_two(a.id, mine)
                AND (a.team_id = call_deciders.team OR call_deciders.team IS NULL)
                AND g.area_id = (SELECT og.area_id FROM agencies_team ot JOIN agencies_agency og ON og.id = ot.agency_id
                                  WHERE ot.id = p.owner_team_id)
              GROUP BY a.team_id LOOP
        called := called + 1;
        PERFORM alert(a, 'disclosure') FROM unnest(t.readers) a;
        CONTINUE WHEN EXISTS (SELECT FROM people_interest i WHERE i.person_id = p.id AND i.team_id = t.team_id AND i.starts_on <= today()
            AND i.ends_before >= call_deciders.ends_before AND 'disclosures' = ANY (i.parts_change) AND held <@ i.parts_read::text[]
            AND (cardinality(i.readers) = 0 OR t.readers <@ i.readers));
        INSERT INTO people_interest (id, person_id, team_id, kind, parts_read, parts_change, readers, duty_reads, restricted,
            starts_on, ends_before, granted_by_id, why, ended_why)
        VALUES (gen_random_uuid(), p.id, t.team_id, 'asked', held, '{disclosures}', t.readers, false, p.restricted,
            today(), call_deciders.ends_before, mine, call_deciders.why, '');
    END LOOP;
    IF incident IS NOT NULL OR EXISTS (SELECT FROM disclosure_consideration c WHERE c.id = call_deciders.consideration AND c.in_danger) THEN
        PERFORM alert(who.id, 'disclosure') FROM (SELECT those_answering_for(p.owner_team_id)) who(id)
           JOIN agencies_appointment a ON a.id = who.id   -- those who find it on their worklist
          WHERE who.id <> mine AND ('supervise' = ANY (a.powers) OR incident IS NOT NULL);
    END IF;
    RETURN called;
END $$;

GRANT EXECUTE ON FUNCTION people_told_in_danger, call_deciders TO tutela_casework;
