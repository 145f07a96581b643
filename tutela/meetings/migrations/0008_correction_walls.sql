-- What of a referral was corrected stands beside it, in the same part of the same person's file.
ALTER TABLE meetings_referralcorrection ADD CONSTRAINT correction_of_the_persons_referral
    FOREIGN KEY (referral_id, person_id) REFERENCES meetings_referral (id, person_id);
SELECT protect('meetings_referralcorrection', 'meetings');
GRANT SELECT ON meetings_referralcorrection TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT ON meetings_referralcorrection TO tutela_casework;
GRANT UPDATE (level_sought, is_urgent) ON meetings_referral TO tutela_casework;
GRANT UPDATE (why, risk_now, who_should_come, release_address, closest_link, ethnicity, media) ON meetings_referralreasons TO tutela_casework;
DROP POLICY settled ON meetings_referral;
CREATE POLICY settled ON meetings_referral AS RESTRICTIVE FOR UPDATE TO tutela_casework
    USING (person_id = ANY ((SELECT people_opened('list', for_change => true))::uuid[]))
    WITH CHECK (stage IN ('waiting', 'withdrawn') OR (SELECT i_may('meetings')));

-- The team that referred a case corrects what it said, under the own name, until it is decided on.
CREATE FUNCTION correction_is_by_who_referred() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_actor() IS NOT NULL AND (new.made_by_id <> current_actor() OR NOT EXISTS (
           SELECT FROM meetings_referral r JOIN agencies_appointment a ON a.id = r.referred_by_id
            WHERE r.id = new.referral_id AND r.stage = 'waiting' AND a.team_id = ANY (my_teams()))) THEN
        RAISE EXCEPTION 'a referral is corrected by the team that made it, until it is decided on' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER by_who_referred BEFORE INSERT ON meetings_referralcorrection FOR EACH ROW EXECUTE FUNCTION correction_is_by_who_referred();

-- What was decided on waits no more, and stays as it was decided on; nothing changes without its correction.
CREATE FUNCTION referral_waits_once() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF old.stage <> 'waiting' AND (new.stage = 'waiting' OR (new.level_sought, new.is_urgent) IS DISTINCT FROM (old.level_sought, old.is_urgent)) THEN
        RAISE EXCEPTION 'a referral that was decided on stays as it was' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER waits_once BEFORE UPDATE ON meetings_referral FOR EACH ROW EXECUTE FUNCTION referral_waits_once();
CREATE FUNCTION referral_is_corrected_by_number() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE of_this uuid := CASE WHEN tg_table_name = 'meetings_referral' THEN new.id ELSE (to_jsonb(new) ->> 'referral_id')::uuid END;
BEGIN
    -- of this very transaction, by the kept history: no clock is asked
    IF NOT EXISTS (SELECT FROM meetings_referralcorrection c JOIN audit_history h
                     ON h.tablename = 'meetings_referralcorrection' AND h.row_id = c.id AND h.xact = pg_current_xact_id()
                    WHERE c.referral_id = of_this) THEN
        RAISE EXCEPTION 'what a referral says changes by a numbered correction' USING errcode = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER by_number AFTER UPDATE OF level_sought, is_urgent ON meetings_referral DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN ((new.level_sought, new.is_urgent) IS DISTINCT FROM (old.level_sought, old.is_urgent))
    EXECUTE FUNCTION referral_is_corrected_by_number();
CREATE CONSTRAINT TRIGGER by_number AFTER UPDATE ON meetings_referralreasons DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION referral_is_corrected_by_number();

-- Once the minutes are issued the outcome stays as they say it; disclosure that was left open is still settled.
CREATE FUNCTION minutes_are_issued(item uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM meetings_minutes m WHERE m.item_id = item AND m.kind = 'full');
END $$;
CREATE FUNCTION outcome_stays_as_issued() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF minutes_are_issued(new.item_id) AND (tg_op = 'INSERT' OR (new.level, new.next_on) IS DISTINCT FROM (old.level, old.next_on)
           OR new.disclosure <> old.disclosure AND old.disclosure <> 'not_considered') THEN
        RAISE EXCEPTION 'the minutes were issued: correct them by an amendment' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER as_issued BEFORE INSERT OR UPDATE ON meetings_outcome FOR EACH ROW EXECUTE FUNCTION outcome_stays_as_issued();
CREATE FUNCTION reasons_stay_as_issued() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE o meetings_outcome;
BEGIN
    SELECT * INTO o FROM meetings_outcome x WHERE x.id = new.outcome_id;
    IF minutes_are_issued(o.item_id) AND (tg_op = 'INSERT' OR (new.level_why, new.plan_id, new.summary) IS DISTINCT FROM (old.level_why, old.plan_id, old.summary)
           OR (new.disclosure_why, new.consideration_id) IS DISTINCT FROM (old.disclosure_why, old.consideration_id)
              AND o.disclosure <> 'not_considered') THEN
        RAISE EXCEPTION 'the minutes were issued: correct them by an amendment' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER as_issued BEFORE INSERT OR UPDATE ON meetings_outcomereasons FOR EACH ROW EXECUTE FUNCTION reasons_stay_as_issued();

-- An agency that is asked answers: it gives itself no other day, and withdraws no request.
CREATE FUNCTION request_keeps_its_day() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (new.due_on, new.withdrawn_why) IS DISTINCT FROM (old.due_on, old.withdrawn_why) AND current_actor() IS NOT NULL AND NOT i_may('meetings') THEN
        RAISE EXCEPTION 'a request keeps its day' USING errcode = '42501';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER keeps_its_day BEFORE UPDATE ON meetings_informationrequest FOR EACH ROW EXECUTE FUNCTION request_keeps_its_day();

-- Who moves a meeting stands under it.
SELECT show_known('meetings_sitting', true);
GRANT UPDATE (moved_by_id, moved_at) ON meetings_sitting TO tutela_casework;
CREATE FUNCTION sitting_is_moved_by_oneself() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_actor() IS NOT NULL AND new.moved_by_id IS NOT NULL AND new.moved_by_id <> current_actor()
       AND (tg_op = 'INSERT' OR (new.moved_by_id, new.moved_at) IS DISTINCT FROM (old.moved_by_id, old.moved_at)) THEN
        RAISE EXCEPTION 'who moves a meeting stands under it' USING errcode = '42501';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER moved_by_oneself BEFORE INSERT OR UPDATE ON meetings_sitting FOR EACH ROW EXECUTE FUNCTION sitting_is_moved_by_oneself();

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
         WHERE q.id = about AND q.asked_by_id = current_actor() AND q.asked_at >= now() - interval '1 minute'
        UNION
        SELECT those_asked(r.person_id, r.to_team_id) FROM meetings_referralcorrection c JOIN meetings_referral r ON r.id = c.referral_id
         WHERE c.id = about AND c.made_by_id = current_actor() AND r.stage = 'waiting' AND c.made_at >= now() - interval '1 minute'
        UNION   -- a meeting that was moved or is off: whoever is asked to come, who manages each person, and the chair
        SELECT those_asked(i.person_id, asked.team) FROM meetings_sitting s JOIN meetings_item i ON i.sitting_id = s.id AND i.stage = 'on_agenda'
          CROSS JOIN LATERAL (
            SELECT v.team_id FROM meetings_invitation v WHERE v.item_id = i.id AND v.withdrawn_why = '' AND v.team_id IS NOT NULL
            UNION SELECT q.team_id FROM meetings_informationrequest q WHERE q.item_id = i.id AND q.withdrawn_why = '' AND q.outcome = ''
            UNION SELECT p.owner_team_id FROM people_person p WHERE p.id = i.person_id) asked(team)
         WHERE s.id = about AND s.moved_by_id = current_actor() AND s.moved_at >= now() - interval '1 minute'
        UNION
        SELECT s.chair_id FROM meetings_sitting s
         WHERE s.id = about AND s.chair_id IS NOT NULL AND s.moved_by_id = current_actor() AND s.moved_at >= now() - interval '1 minute') who
     WHERE who.id <> current_actor();
END $$;
