-- What a person's file holds of the counter.
ALTER TABLE notification_requirements_travel ADD UNIQUE (id, person_id);
ALTER TABLE notification_requirements_attendance ADD UNIQUE (id, person_id);
ALTER TABLE notification_requirements_notification ADD UNIQUE (id, person_id);
ALTER TABLE notification_requirements_notification
    ADD FOREIGN KEY (travel_id, person_id) REFERENCES notification_requirements_travel (id, person_id),
    ADD FOREIGN KEY (attendance_id, person_id) REFERENCES notification_requirements_attendance (id, person_id);
ALTER TABLE notification_requirements_verification
    ADD FOREIGN KEY (notification_id, person_id) REFERENCES notification_requirements_notification (id, person_id);
ALTER TABLE notification_requirements_financialdetails
    ADD FOREIGN KEY (attendance_id, person_id) REFERENCES notification_requirements_attendance (id, person_id);
SELECT protect('notification_requirements_travel', 'notifications');
SELECT protect('notification_requirements_attendance', 'notifications');
SELECT protect('notification_requirements_notification', 'notifications');
SELECT protect('notification_requirements_verification', 'notifications');
SELECT protect('notification_requirements_financialdetails', 'financial');
GRANT SELECT ON notification_requirements_travel, notification_requirements_attendance, notification_requirements_notification,
    notification_requirements_verification TO tutela_casework, tutela_worker, tutela_register;
GRANT SELECT ON notification_requirements_financialdetails TO tutela_casework, tutela_worker;
GRANT INSERT ON notification_requirements_attendance, notification_requirements_verification TO tutela_casework;
GRANT INSERT, UPDATE (departs_on, departs_at, known_on, changed_on, returns_on, returned_on, return_as_notified,
    to_republic_of_ireland, countries, details, cancelled_on, version) ON notification_requirements_travel TO tutela_casework;
GRANT INSERT, UPDATE (resets_year, resets_because, version) ON notification_requirements_notification TO tutela_casework;

-- Each row that belongs to nobody holds the audit entry of the transaction that wrote it: without
-- one it fails at commit. A draft changes, and takes the entry of each change.
CREATE FUNCTION hold_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    new.entry := entry_of_this_change();
    new.xact := pg_current_xact_id();
    RETURN new;
END $$;
DO $$
DECLARE tab text;
BEGIN
    FOREACH tab IN ARRAY ARRAY['draft', 'visit', 'visitfinancial', 'visitrouted', 'visitanswer', 'receipt'] LOOP
        EXECUTE format('ALTER TABLE notification_requirements_%1$s ADD entry uuid NOT NULL, ADD xact xid8 NOT NULL,
            ADD CONSTRAINT %1$s_has_its_entry FOREIGN KEY (entry, xact) REFERENCES audit_entry (id, xact)
                DEFERRABLE INITIALLY DEFERRED', tab);
        EXECUTE format('CREATE TRIGGER hold_entry BEFORE INSERT OR UPDATE ON notification_requirements_%1$s
            FOR EACH ROW EXECUTE FUNCTION hold_entry()', tab);
        EXECUTE format('ALTER TABLE notification_requirements_%1$s ENABLE ROW LEVEL SECURITY', tab);
    END LOOP;
END $$;

-- A draft is its taker's; an ended one holds nothing and stays ended.
CREATE POLICY mine ON notification_requirements_draft FOR SELECT TO tutela_casework
    USING (taken_by_id = (SELECT current_actor()));
CREATE POLICY begun ON notification_requirements_draft FOR INSERT TO tutela_casework
    WITH CHECK (taken_by_id = (SELECT current_actor()));
CREATE POLICY kept ON notification_requirements_draft FOR UPDATE TO tutela_casework
    USING (taken_by_id = (SELECT current_actor()) AND ended_at IS NULL) WITH CHECK (taken_by_id = (SELECT current_actor()));
GRANT SELECT, INSERT, UPDATE (locked, changed_at, expires_at, ended_at) ON notification_requirements_draft TO tutela_casework;

-- A visit: its taker sees it, the teams to whom it goes, and who reads the file that it was joined to.
CREATE POLICY readable ON notification_requirements_visit FOR SELECT TO tutela_casework USING (
    taken_by_id = (SELECT current_actor())
    OR id IN (SELECT r.visit_id FROM notification_requirements_visitrouted r)
    OR id IN (SELECT a.visit_id FROM notification_requirements_attendance a));
CREATE POLICY received ON notification_requirements_visit FOR INSERT TO tutela_casework
    WITH CHECK (taken_by_id = (SELECT current_actor()));
GRANT SELECT, INSERT ON notification_requirements_visit TO tutela_casework;
CREATE POLICY received ON notification_requirements_visitfinancial FOR INSERT TO tutela_casework WITH CHECK (
    visit_id IN (SELECT v.id FROM notification_requirements_visit v WHERE v.taken_by_id = (SELECT current_actor())));
GRANT INSERT ON notification_requirements_visitfinancial TO tutela_casework;   -- and read by no page: nobody may select
CREATE POLICY readable ON notification_requirements_receipt FOR SELECT TO tutela_casework USING (
    issued_by_id = (SELECT current_actor())
    OR visit_id IN (SELECT a.visit_id FROM notification_requirements_attendance a));
CREATE POLICY issued ON notification_requirements_receipt FOR INSERT TO tutela_casework WITH CHECK (
    issued_by_id = (SELECT current_actor()) AND visit_id IN (
        SELECT v.id FROM notification_requirements_visit v WHERE v.taken_by_id = (SELECT current_actor())));
GRANT SELECT, INSERT ON notification_requirements_receipt TO tutela_casework;
CREATE POLICY routed ON notification_requirements_visitrouted FOR SELECT TO tutela_casework USING (
    team_id = ANY ((SELECT teams_joining())::uuid[])
    AND (person_id IS NULL OR person_id IN (SELECT my_people('list'))));
CREATE POLICY readable ON notification_requirements_visitanswer FOR SELECT TO tutela_casework USING (
    routed_id IN (SELECT r.id FROM notification_requirements_visitrouted r));
GRANT SELECT ON notification_requirements_visitrouted, notification_requirements_visitanswer TO tutela_casework;

-- Where the taker has the file open, the visit reaches its team at once, for the team's own answer.
CREATE FUNCTION route_visit_here(visit uuid, person uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE made uuid := gen_random_uuid();
BEGIN
    IF NOT person = ANY (people_opened('notifications', for_change => true)) OR NOT EXISTS (
            SELECT FROM notification_requirements_visit v WHERE v.id = visit AND v.taken_by_id = current_actor()) THEN
        RAISE EXCEPTION 'visit refused' USING errcode = '42501';
    END IF;
    INSERT INTO notification_requirements_visitrouted (id, visit_id, team_id, person_id, at)
    SELECT made, visit, my_team(), person, now();
    RETURN made;
END $$;

-- To those who take the unknown in the area where it was taken; else it stays with the taker's team.
CREATE FUNCTION route_visit_to_unknown(visit uuid) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO notification_requirements_visitrouted (id, visit_id, team_id, person_id, at)
    SELECT gen_random_uuid(), visit, t.id, NULL, now() FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id
     WHERE t.takes_unknown AND g.area_id = (SELECT g2.area_id FROM notification_requirements_visit v
             JOIN agencies_appointment a ON a.id = v.taken_by_id JOIN agencies_team t2 ON t2.id = a.team_id
             JOIN agencies_agency g2 ON g2.id = t2.agency_id WHERE v.id = visit)
       AND NOT EXISTS (SELECT FROM notification_requirements_visitrouted r
                        WHERE r.visit_id = visit AND r.team_id = t.id AND r.person_id IS NULL);
    IF NOT FOUND THEN
        INSERT INTO notification_requirements_visitrouted (id, visit_id, team_id, person_id, at)
        SELECT gen_random_uuid(), visit, a.team_id, NULL, now() FROM notification_requirements_visit v
          JOIN agencies_appointment a ON a.id = v.taken_by_id
         WHERE v.id = visit AND NOT EXISTS (SELECT FROM notification_requirements_visitrouted r
                                             WHERE r.visit_id = visit AND r.person_id IS NULL);
    END IF;
END $$;

-- The job: a visit goes to the owner of each possible person, found as what was told is; else to
-- who takes the unknown.
CREATE FUNCTION route_visits() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v notification_requirements_visit; done integer := 0;
BEGIN
    FOR v IN SELECT x.* FROM notification_requirements_visit x
              WHERE NOT EXISTS (SELECT FROM notification_requirements_visitrouted r WHERE r.visit_id = x.id)
              ORDER BY x.id LIMIT 200 FOR UPDATE SKIP LOCKED LOOP
        INSERT INTO notification_requirements_visitrouted (id, visit_id, team_id, person_id, at)
        SELECT gen_random_uuid(), v.id, p.owner_team_id, p.id, now() FROM people_person p
         WHERE p.id IN (SELECT people_told_of(jsonb_populate_record(NULL::contact_log_told, to_jsonb(v)))) LIMIT 20;
        IF NOT FOUND THEN PERFORM route_visit_to_unknown(v.id); END IF;
        PERFORM alert(who.id, 'notified') FROM (
            SELECT DISTINCT those_told_for(jsonb_populate_record(NULL::contact_log_routed, to_jsonb(r))) AS id
              FROM notification_requirements_visitrouted r WHERE r.visit_id = v.id) who;
        done := done + 1;
    END LOOP;
    RETURN done;
END $$;

-- The team's answer. What nobody took for theirs goes on to those who take the unknown.
CREATE FUNCTION answer_visit(answer uuid, routed uuid, outcome text, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r notification_requirements_visitrouted;
BEGIN
    SELECT * INTO r FROM notification_requirements_visitrouted x WHERE x.id = routed
       AND (x.team_id = ANY (teams_joining()) OR x.team_id = my_team())
       AND (x.person_id IS NULL OR x.person_id IN (SELECT my_people('list')));
    IF r.id IS NULL OR (outcome = 'joined') IS DISTINCT FROM EXISTS (
            SELECT FROM notification_requirements_attendance a WHERE a.visit_id = r.visit_id AND a.joined_by_id = current_actor()
               AND (r.person_id IS NULL OR a.person_id = r.person_id)) THEN
        RAISE EXCEPTION 'answer refused' USING errcode = '42501';
    END IF;
    BEGIN
        INSERT INTO notification_requirements_visitanswer (id, routed_id, outcome, why, answered_by_id, at)
        VALUES (answer, routed, outcome, why, current_actor(), now());
    EXCEPTION WHEN unique_violation THEN   -- answered meanwhile: begin again, and be told so
        RAISE EXCEPTION 'answered meanwhile' USING errcode = '40001';
    END;
    IF outcome = 'not_ours' AND r.person_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM notification_requirements_visitrouted x LEFT JOIN notification_requirements_visitanswer a ON a.routed_id = x.id
             WHERE x.visit_id = r.visit_id AND (a.id IS NULL OR a.outcome = 'joined')) THEN
        PERFORM route_visit_to_unknown(r.visit_id);
    END IF;
END $$;

-- Bank and card details pass, locked as they are, from the visit into their compartment of the file.
CREATE FUNCTION join_financial(details uuid, attendance uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a notification_requirements_attendance;
BEGIN
    SELECT * INTO a FROM notification_requirements_attendance x WHERE x.id = attendance AND x.joined_by_id = current_actor()
       AND x.person_id = ANY (people_opened('notifications', for_change => true));
    IF a.id IS NULL THEN RAISE EXCEPTION 'financial details refused' USING errcode = '42501'; END IF;
    INSERT INTO notification_requirements_financialdetails (id, person_id, attendance_id, given_on, locked)
    SELECT details, a.person_id, a.id, a.came_on, f.locked FROM notification_requirements_visitfinancial f
     WHERE f.visit_id = a.visit_id AND NOT EXISTS (
        SELECT FROM notification_requirements_financialdetails d WHERE d.attendance_id = a.id);
    RETURN FOUND;
END $$;

-- The job: a draft that nobody touched for as long as drafts are kept is emptied.
CREATE FUNCTION expire_drafts() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE emptied integer;
BEGIN
    UPDATE notification_requirements_draft SET locked = '', ended_at = now() WHERE ended_at IS NULL AND expires_at <= now();
    GET DIAGNOSTICS emptied = ROW_COUNT;
    RETURN emptied;
END $$;

CREATE POLICY register ON notification_requirements_draft FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON notification_requirements_visit FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON notification_requirements_visitrouted FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON notification_requirements_visitanswer FOR SELECT TO tutela_register USING (true);
GRANT SELECT (id, expires_at, ended_at) ON notification_requirements_draft TO tutela_register;
GRANT SELECT ON notification_requirements_visit, notification_requirements_visitrouted, notification_requirements_visitanswer
    TO tutela_register;
GRANT EXECUTE ON FUNCTION route_visit_here, answer_visit, join_financial TO tutela_casework;
GRANT EXECUTE ON FUNCTION route_visits, expire_drafts TO tutela_register;
