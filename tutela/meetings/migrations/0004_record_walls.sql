-- What is written at a meeting is a part of the file; every row is held to its case at the meeting and to the same person.
ALTER TABLE meetings_note ADD CONSTRAINT note_on_the_persons_item
    FOREIGN KEY (item_id, person_id) REFERENCES meetings_item (id, person_id);
ALTER TABLE meetings_outcome ADD CONSTRAINT outcome_of_person UNIQUE (id, person_id);
ALTER TABLE meetings_outcome ADD CONSTRAINT outcome_of_the_persons_item
    FOREIGN KEY (item_id, person_id) REFERENCES meetings_item (id, person_id);
ALTER TABLE meetings_outcomereasons ADD CONSTRAINT reasons_of_the_persons_outcome
    FOREIGN KEY (outcome_id, person_id) REFERENCES meetings_outcome (id, person_id);
ALTER TABLE meetings_outcomereasons ADD CONSTRAINT reasons_name_a_consideration_of_the_same_person
    FOREIGN KEY (consideration_id, person_id) REFERENCES disclosure_consideration (id, person_id);
ALTER TABLE meetings_outcomereasons ADD CONSTRAINT reasons_name_a_plan_of_the_same_person
    FOREIGN KEY (plan_id, person_id) REFERENCES risk_plan (id, person_id);
ALTER TABLE meetings_action ADD CONSTRAINT action_of_person UNIQUE (id, person_id);
ALTER TABLE meetings_action ADD CONSTRAINT action_of_the_persons_item
    FOREIGN KEY (item_id, person_id) REFERENCES meetings_item (id, person_id);
ALTER TABLE meetings_actionwords ADD CONSTRAINT words_of_the_persons_action
    FOREIGN KEY (action_id, person_id) REFERENCES meetings_action (id, person_id);
ALTER TABLE meetings_actionreport ADD CONSTRAINT report_on_the_persons_action
    FOREIGN KEY (action_id, person_id) REFERENCES meetings_action (id, person_id);
ALTER TABLE meetings_dissent ADD CONSTRAINT dissent_on_the_persons_item
    FOREIGN KEY (item_id, person_id) REFERENCES meetings_item (id, person_id);
ALTER TABLE meetings_amendment ADD CONSTRAINT amendment_of_the_persons_item
    FOREIGN KEY (item_id, person_id) REFERENCES meetings_item (id, person_id);
ALTER TABLE meetings_minutes ADD CONSTRAINT minutes_of_the_persons_item
    FOREIGN KEY (item_id, person_id) REFERENCES meetings_item (id, person_id);
ALTER TABLE meetings_minutes ADD CONSTRAINT minutes_in_a_document_of_the_same_person
    FOREIGN KEY (document_id, person_id) REFERENCES documents_document (id, person_id);

SELECT protect('meetings_outcome', 'meetings', list => true);
SELECT protect('meetings_action', 'meetings', list => true);
SELECT protect('meetings_note', 'meetings');
SELECT protect('meetings_outcomereasons', 'meetings');
SELECT protect('meetings_actionwords', 'meetings');
SELECT protect('meetings_actionreport', 'meetings');
SELECT protect('meetings_dissent', 'meetings');
SELECT protect('meetings_amendment', 'meetings');
SELECT protect('meetings_minutes', 'meetings');

GRANT SELECT ON meetings_note, meetings_outcome, meetings_outcomereasons, meetings_action, meetings_actionwords, meetings_actionreport,
    meetings_dissent, meetings_amendment, meetings_minutes TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT, UPDATE (words, written_at, version) ON meetings_note TO tutela_casework;
GRANT INSERT, UPDATE (level, disclosure, next_on, version) ON meetings_outcome TO tutela_casework;
GRANT INSERT, UPDATE (level_why, disclosure_why, consideration_id, plan_id, summary, version) ON meetings_outcomereasons TO tutela_casework;
GRANT INSERT, UPDATE (due_on, stage, settled_on, version) ON meetings_action TO tutela_casework;
GRANT INSERT ON meetings_actionwords, meetings_actionreport, meetings_dissent, meetings_amendment, meetings_minutes TO tutela_casework;

-- Everybody at the table writes, each under the own name and over nobody's words.
CREATE POLICY own ON meetings_note AS RESTRICTIVE FOR INSERT TO tutela_casework WITH CHECK (author_id = (SELECT current_actor()));
CREATE POLICY own_anew ON meetings_note AS RESTRICTIVE FOR UPDATE TO tutela_casework USING (author_id = (SELECT current_actor()));
CREATE POLICY own ON meetings_dissent AS RESTRICTIVE FOR INSERT TO tutela_casework WITH CHECK (recorded_by_id = (SELECT current_actor()));

-- What was decided, and what leaves the house, is recorded by who arranges and chairs meetings.
CREATE POLICY chaired ON meetings_outcome AS RESTRICTIVE FOR INSERT TO tutela_casework
    WITH CHECK (recorded_by_id = (SELECT current_actor()) AND (SELECT i_may('meetings')));
CREATE POLICY chaired_anew ON meetings_outcome AS RESTRICTIVE FOR UPDATE TO tutela_casework USING ((SELECT i_may('meetings')));
CREATE POLICY chaired ON meetings_outcomereasons AS RESTRICTIVE FOR INSERT TO tutela_casework WITH CHECK ((SELECT i_may('meetings')));
CREATE POLICY chaired_anew ON meetings_outcomereasons AS RESTRICTIVE FOR UPDATE TO tutela_casework USING ((SELECT i_may('meetings')));
CREATE POLICY chaired ON meetings_action AS RESTRICTIVE FOR INSERT TO tutela_casework
    WITH CHECK (set_by_id = (SELECT current_actor()) AND (SELECT i_may('meetings')));
CREATE POLICY chaired ON meetings_actionwords AS RESTRICTIVE FOR INSERT TO tutela_casework WITH CHECK ((SELECT i_may('meetings')));
CREATE POLICY chaired ON meetings_amendment AS RESTRICTIVE FOR INSERT TO tutela_casework
    WITH CHECK (made_by_id = (SELECT current_actor()) AND (SELECT i_may('meetings')));
CREATE POLICY chaired ON meetings_minutes AS RESTRICTIVE FOR INSERT TO tutela_casework
    WITH CHECK (issued_by_id = (SELECT current_actor()) AND (SELECT i_may('meetings')));

-- The agency that undertook an action says what became of it, also where it only reads the part; another agency never does.
CREATE POLICY undertaken ON meetings_action AS RESTRICTIVE FOR UPDATE TO tutela_casework
    USING ((SELECT i_may('meetings')) OR team_id = ANY ((SELECT my_teams())::uuid[]));
CREATE POLICY reportable ON meetings_action FOR UPDATE TO tutela_casework
    USING (team_id = ANY ((SELECT my_teams())::uuid[]) AND person_id = ANY ((SELECT people_opened('meetings'))::uuid[]))
    WITH CHECK (team_id = ANY ((SELECT my_teams())::uuid[]) AND person_id = ANY ((SELECT people_opened('meetings'))::uuid[]));
CREATE POLICY undertaken ON meetings_actionreport AS RESTRICTIVE FOR INSERT TO tutela_casework WITH CHECK (
    reported_by_id = (SELECT current_actor())
    AND ((SELECT i_may('meetings')) OR kind IN ('done', 'progress')
         AND action_id IN (SELECT a.id FROM meetings_action a WHERE a.team_id = ANY ((SELECT my_teams())::uuid[]))));
CREATE POLICY reportable ON meetings_actionreport FOR INSERT TO tutela_casework
    WITH CHECK (person_id = ANY ((SELECT people_opened('meetings'))::uuid[]));

-- Nobody but who arranges meetings gives an action another day or drops it.
CREATE FUNCTION action_keeps_its_day() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.due_on <> OLD.due_on OR NEW.stage = 'dropped' AND OLD.stage <> 'dropped') AND current_actor() IS NOT NULL AND NOT i_may('meetings') THEN
        RAISE EXCEPTION 'an action keeps its day' USING errcode = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_day BEFORE UPDATE ON meetings_action FOR EACH ROW EXECUTE FUNCTION action_keeps_its_day();

-- A copy bears its recipient's name: an agency reads its own, and who arranges meetings all of them.
CREATE POLICY own_copy ON meetings_minutes AS RESTRICTIVE FOR SELECT TO tutela_casework, tutela_worker
    USING ((SELECT i_may('meetings')) OR team_id = ANY ((SELECT my_teams())::uuid[]));
CREATE POLICY own_copy ON documents_document AS RESTRICTIVE FOR SELECT TO tutela_casework, tutela_worker
    USING (kind <> 'minutes' OR id IN (SELECT m.document_id FROM meetings_minutes m));
CREATE POLICY as_issued ON documents_document AS RESTRICTIVE FOR UPDATE TO tutela_casework
    USING (kind <> 'minutes') WITH CHECK (kind <> 'minutes');
CREATE POLICY issued ON documents_document AS RESTRICTIVE FOR INSERT TO tutela_casework
    WITH CHECK (kind <> 'minutes' OR (SELECT i_may('meetings')));
CREATE POLICY own_copy ON documents_documentcontent AS RESTRICTIVE FOR SELECT TO tutela_casework, tutela_worker
    USING (part <> 'meetings' OR document_id IN (SELECT d.id FROM documents_document d));
CREATE POLICY own_copy ON audit_history AS RESTRICTIVE FOR SELECT TO tutela_casework, tutela_worker USING (
    tablename <> 'meetings_minutes' OR row_id IN (SELECT m.id FROM meetings_minutes m));
