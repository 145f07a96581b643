-- Referrals, agendas and what agencies answer are a part of the file; every row is held to its parent and to the same person.
ALTER TABLE meetings_referral ADD CONSTRAINT referral_of_person UNIQUE (id, person_id);
ALTER TABLE meetings_referralreasons ADD CONSTRAINT reasons_of_the_persons_referral
    FOREIGN KEY (referral_id, person_id) REFERENCES meetings_referral (id, person_id);
ALTER TABLE meetings_referraldecision ADD CONSTRAINT decision_on_the_persons_referral
    FOREIGN KEY (referral_id, person_id) REFERENCES meetings_referral (id, person_id);
ALTER TABLE meetings_item ADD CONSTRAINT item_of_person UNIQUE (id, person_id);
ALTER TABLE meetings_item ADD CONSTRAINT item_by_the_persons_referral
    FOREIGN KEY (referral_id, person_id) REFERENCES meetings_referral (id, person_id);
ALTER TABLE meetings_invitation ADD CONSTRAINT invitation_of_person UNIQUE (id, person_id);
ALTER TABLE meetings_invitation ADD CONSTRAINT invitation_for_the_persons_item
    FOREIGN KEY (item_id, person_id) REFERENCES meetings_item (id, person_id);
ALTER TABLE meetings_informationrequest ADD CONSTRAINT request_to_a_team_of_person UNIQUE (id, person_id, team_id);
ALTER TABLE meetings_informationrequest ADD CONSTRAINT request_for_the_persons_item
    FOREIGN KEY (item_id, person_id) REFERENCES meetings_item (id, person_id);
ALTER TABLE meetings_informationreturn ADD CONSTRAINT return_by_the_team_asked_of_the_same_person
    FOREIGN KEY (request_id, person_id, team_id) REFERENCES meetings_informationrequest (id, person_id, team_id);
ALTER TABLE meetings_attendance ADD CONSTRAINT attendance_at_the_persons_item
    FOREIGN KEY (item_id, person_id) REFERENCES meetings_item (id, person_id);
ALTER TABLE meetings_attendance ADD CONSTRAINT attendance_by_the_persons_invitation
    FOREIGN KEY (invitation_id, person_id) REFERENCES meetings_invitation (id, person_id);

ALTER TABLE meetings_referral ADD CONSTRAINT referral_gave_an_interest_in_the_person
    FOREIGN KEY (interest_id, person_id) REFERENCES people_interest (id, person_id);
ALTER TABLE meetings_invitation ADD CONSTRAINT invitation_gave_an_interest_in_the_person
    FOREIGN KEY (interest_id, person_id) REFERENCES people_interest (id, person_id);
ALTER TABLE meetings_informationrequest ADD CONSTRAINT request_gave_an_interest_in_the_person
    FOREIGN KEY (interest_id, person_id) REFERENCES people_interest (id, person_id);

SELECT protect('meetings_referral', 'meetings', list => true);
SELECT protect('meetings_item', 'meetings', list => true);
SELECT protect('meetings_invitation', 'meetings', list => true);
SELECT protect('meetings_informationrequest', 'meetings', list => true);
SELECT protect('meetings_referralreasons', 'meetings');
SELECT protect('meetings_referraldecision', 'meetings');
SELECT protect('meetings_informationreturn', 'meetings');
SELECT protect('meetings_attendance', 'meetings');
GRANT SELECT ON meetings_referral, meetings_referralreasons, meetings_referraldecision, meetings_item, meetings_invitation,
    meetings_informationrequest, meetings_informationreturn, meetings_attendance TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT ON meetings_referralreasons, meetings_referraldecision, meetings_informationreturn TO tutela_casework;
GRANT INSERT, UPDATE (stage, settled_by_id, settled_at, version) ON meetings_referral TO tutela_casework;
GRANT INSERT, UPDATE (kind, "order", begins_at, stage, stage_why, version) ON meetings_item TO tutela_casework;
GRANT INSERT, UPDATE (interest_id, answer, answer_said, answered_by_id, answered_at, withdrawn_why, version)
    ON meetings_invitation TO tutela_casework;
GRANT INSERT, UPDATE (due_on, outcome, returned_at, withdrawn_why, version) ON meetings_informationrequest TO tutela_casework;
GRANT INSERT, UPDATE (officer_id, named, presence, agreed, agreed_at, paper, statement, version)
    ON meetings_attendance TO tutela_casework;

-- Who arranges meetings, and who decides on disclosure: offices of the Responsible Authority (Criminal Justice Act 2003 s.325(1)).
CREATE OR REPLACE FUNCTION may_be_given(powers text[], team uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE kind text := (SELECT g.kind FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id WHERE t.id = team);
BEGIN
    RETURN powers <@ ARRAY['record', 'supervise', 'govern', 'administer', 'emergency', 'cards', 'figures',
                            'meetings', 'disclose']
        AND ('emergency' <> ALL (powers) OR kind IN ('police', 'prison', 'probation'))
        AND ('figures' <> ALL (powers) OR kind IN ('police', 'prison', 'probation'))
        AND ('meetings' <> ALL (powers) OR kind IN ('police', 'prison', 'probation'))
        AND ('disclose' <> ALL (powers) OR kind IN ('police', 'prison', 'probation'))
        AND ('cards' <> ALL (powers) OR kind = 'police');
END $$;
CREATE FUNCTION meetings_area() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT g.area_id FROM agencies_agency g WHERE g.id = my_agency() AND i_may('meetings'));
END $$;
-- by a function: a policy of cases that asked a policy of sittings, which asks that of cases, would turn in a circle
CREATE FUNCTION sitting_is_arranged_here(sitting uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM meetings_sitting s WHERE s.id = sitting AND s.area_id = meetings_area());
END $$;

-- A sitting is nobody's row: those who arrange meetings in the area see it, its chair, and who sees a case that it hears.
SELECT protect_reference('meetings_sitting');
DROP POLICY readable ON meetings_sitting;
CREATE POLICY readable ON meetings_sitting FOR SELECT TO tutela_casework, tutela_worker USING (
    area_id = (SELECT meetings_area()) OR chair_id = (SELECT current_actor())
    OR id IN (SELECT i.sitting_id FROM meetings_item i));
CREATE POLICY arranged ON meetings_sitting FOR INSERT TO tutela_casework
    WITH CHECK (area_id = (SELECT meetings_area()) AND arranged_by_id = (SELECT current_actor()));
CREATE POLICY changeable ON meetings_sitting FOR UPDATE TO tutela_casework
    USING (area_id = (SELECT meetings_area())) WITH CHECK (area_id = (SELECT meetings_area()));
CREATE POLICY readable_sitting ON audit_reference_history AS RESTRICTIVE FOR SELECT TO tutela_casework, tutela_worker
    USING (tablename <> 'meetings_sitting' OR row_id IN (SELECT s.id FROM meetings_sitting s));
GRANT INSERT, UPDATE (level, starts_at, minutes_long, place, join_by, is_urgent, chair_id, stage, version)
    ON meetings_sitting TO tutela_casework;

-- Who attends may write at the meeting; who comes and what is asked is arranged by the co-ordinator or the chair.
CREATE POLICY referred ON meetings_referral AS RESTRICTIVE FOR INSERT TO tutela_casework WITH CHECK (
    referred_by_id = (SELECT current_actor()) AND stage = 'waiting'
    AND person_id = ANY ((SELECT people_opened('list', for_change => true))::uuid[]));
CREATE POLICY settled ON meetings_referral AS RESTRICTIVE FOR UPDATE TO tutela_casework
    USING (person_id = ANY ((SELECT people_opened('list', for_change => true))::uuid[]))
    WITH CHECK (stage IN ('withdrawn') OR (SELECT i_may('meetings')));
CREATE POLICY referred ON meetings_referralreasons AS RESTRICTIVE FOR INSERT TO tutela_casework WITH CHECK (
    referral_id IN (SELECT r.id FROM meetings_referral r WHERE r.referred_by_id = (SELECT current_actor())));
CREATE POLICY decided ON meetings_referraldecision AS RESTRICTIVE FOR INSERT TO tutela_casework WITH CHECK (
    decided_by_id = (SELECT current_actor()) AND (outcome = 'withdrawn' OR (SELECT i_may('meetings'))));
CREATE POLICY arranged ON meetings_item AS RESTRICTIVE FOR INSERT TO tutela_casework WITH CHECK (
    added_by_id = (SELECT current_actor()) AND sitting_is_arranged_here(sitting_id));
CREATE POLICY arranged_anew ON meetings_item AS RESTRICTIVE FOR UPDATE TO tutela_casework USING ((SELECT i_may('meetings')));
CREATE POLICY arranged ON meetings_invitation AS RESTRICTIVE FOR INSERT TO tutela_casework
    WITH CHECK (invited_by_id = (SELECT current_actor()) AND (SELECT i_may('meetings')));
CREATE POLICY answered ON meetings_invitation AS RESTRICTIVE FOR UPDATE TO tutela_casework
    USING ((SELECT i_may('meetings')) OR team_id = ANY ((SELECT my_teams())::uuid[]));
CREATE POLICY arranged ON meetings_informationrequest AS RESTRICTIVE FOR INSERT TO tutela_casework
    WITH CHECK (asked_by_id = (SELECT current_actor()) AND (SELECT i_may('meetings')));
CREATE POLICY answered ON meetings_informationrequest AS RESTRICTIVE FOR UPDATE TO tutela_casework
    USING ((SELECT i_may('meetings')) OR team_id = ANY ((SELECT my_teams())::uuid[]));
CREATE POLICY returned ON meetings_informationreturn AS RESTRICTIVE FOR INSERT TO tutela_casework WITH CHECK (
    returned_by_id = (SELECT current_actor())
    AND ((SELECT i_may('meetings')) OR team_id = ANY ((SELECT my_teams())::uuid[])));
CREATE POLICY present ON meetings_attendance AS RESTRICTIVE FOR INSERT TO tutela_casework WITH CHECK (
    recorded_by_id = (SELECT current_actor())
    AND ((SELECT i_may('meetings')) OR officer_id = (SELECT current_actor()) AND team_id = (SELECT my_team())));
CREATE POLICY present_anew ON meetings_attendance AS RESTRICTIVE FOR UPDATE TO tutela_casework
    USING ((SELECT i_may('meetings')) OR team_id = (SELECT my_team()))
    WITH CHECK ((SELECT i_may('meetings')) OR officer_id = (SELECT current_actor()) AND team_id = (SELECT my_team()));

-- An agency that is only asked does not read the part: it sees its own requests, and its own answers in the open file.
CREATE POLICY asked ON meetings_informationrequest FOR SELECT TO tutela_casework USING (
    team_id = ANY ((SELECT my_teams())::uuid[]) AND person_id IN (SELECT my_people('list')));
CREATE POLICY answerable ON meetings_informationrequest FOR UPDATE TO tutela_casework
    USING (team_id = ANY ((SELECT my_teams())::uuid[]) AND person_id = ANY ((SELECT people_opened('list'))::uuid[]))
    WITH CHECK (team_id = ANY ((SELECT my_teams())::uuid[]) AND person_id = ANY ((SELECT people_opened('list'))::uuid[])
                AND outcome <> '');
CREATE POLICY asked ON meetings_informationreturn FOR SELECT TO tutela_casework USING (
    team_id = ANY ((SELECT my_teams())::uuid[]) AND person_id = ANY ((SELECT people_opened('list'))::uuid[]));
CREATE POLICY returnable ON meetings_informationreturn FOR INSERT TO tutela_casework WITH CHECK (
    team_id = ANY ((SELECT my_teams())::uuid[]) AND person_id = ANY ((SELECT people_opened('list'))::uuid[])
    AND request_id IN (SELECT r.id FROM meetings_informationrequest r WHERE r.withdrawn_why = ''));

-- Co-ordinators appointed before today arrange meetings too; the change has its entry.
DO $$
DECLARE of_this uuid := gen_random_uuid();
BEGIN
    IF NOT EXISTS (SELECT FROM agencies_appointment WHERE role = 'mappa_coordinator' AND 'meetings' <> ALL (powers)) THEN RETURN; END IF;
    PERFORM set_config('tutela.entry', of_this::text, true);
    UPDATE agencies_appointment SET powers = powers || '{meetings}'::varchar[], version = version + 1
     WHERE role = 'mappa_coordinator' AND 'meetings' <> ALL (powers) AND may_be_given('{meetings}', team_id);
    PERFORM append_entry(of_this, NULL, 'migrate', NULL, 'appointments.widened', NULL, NULL, '{}', NULL);
    PERFORM set_config('tutela.entry', '', true);
END $$;

GRANT EXECUTE ON FUNCTION meetings_area, sitting_is_arranged_here TO tutela_casework, tutela_worker;
