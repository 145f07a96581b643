-- Told by who did it, of what they did in this transaction; nobody is told of their own.
CREATE OR REPLACE FUNCTION tell_of_meeting(about uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM alert(who.id, 'meeting') FROM (
        SELECT those_asked(r.person_id, r.to_team_id) AS id FROM meetings_referral r
         WHERE r.id = about AND r.referred_by_id = current_actor() AND r.stage = 'waiting' AND r.referred_at >= now() - interval '1 minute'
        UNION
        SELECT r.referred_by_id FROM meetings_referral r
         WHERE r.id = about AND r.settled_by_id = current_actor() AND r.settled_at >= now() - interval '1 minute'
        UNION
        SELECT those_asked(i.person_id, i.team_id) FROM meetings_invitation i
         WHERE i.id = about AND i.invited_by_id = current_actor() AND i.invited_at >= now() - interval '1 minute'
        UNION
        SELECT those_asked(q.person_id, q.team_id) FROM meetings_informationrequest q
         WHERE q.id = about AND q.asked_by_id = current_actor() AND q.asked_at >= now() - interval '1 minute') who
     WHERE who.id <> current_actor();
END $$;

DROP TRIGGER moved_by_oneself ON meetings_sitting;
DROP FUNCTION sitting_is_moved_by_oneself;
REVOKE UPDATE (moved_by_id, moved_at) ON meetings_sitting FROM tutela_casework;
DROP VIEW known.meetings_sitting;
DROP TRIGGER keeps_its_day ON meetings_informationrequest;
DROP FUNCTION request_keeps_its_day;
DROP TRIGGER as_issued ON meetings_outcomereasons;
DROP TRIGGER as_issued ON meetings_outcome;
DROP FUNCTION reasons_stay_as_issued, outcome_stays_as_issued, minutes_are_issued;
DROP TRIGGER by_number ON meetings_referralreasons;
DROP TRIGGER by_number ON meetings_referral;
DROP TRIGGER waits_once ON meetings_referral;
DROP TRIGGER by_who_referred ON meetings_referralcorrection;
DROP FUNCTION referral_is_corrected_by_number, referral_waits_once, correction_is_by_who_referred;
DROP POLICY settled ON meetings_referral;
CREATE POLICY settled ON meetings_referral AS RESTRICTIVE FOR UPDATE TO tutela_casework
    USING (person_id = ANY ((SELECT people_opened('list', for_change => true))::uuid[]))
    WITH CHECK (stage IN ('withdrawn') OR (SELECT i_may('meetings')));
REVOKE UPDATE (level_sought, is_urgent) ON meetings_referral FROM tutela_casework;
REVOKE UPDATE (why, risk_now, who_should_come, release_address, closest_link, ethnicity, media) ON meetings_referralreasons FROM tutela_casework;
SELECT unprotect('meetings_referralcorrection');
ALTER TABLE meetings_referralcorrection DROP CONSTRAINT correction_of_the_persons_referral;
