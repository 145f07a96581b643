CREATE OR REPLACE FUNCTION incident_has_four_eyes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
DROP POLICY governed_settled ON disclosure_awaited;
DROP POLICY governed_settled ON disclosure_incident;
DROP POLICY governed ON disclosure_incident;
DROP FUNCTION incidents_governed, told_by_me;
CREATE OR REPLACE FUNCTION made_was_approved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (current_actor() IS NOT NULL AND new.recorded_by_id <> current_actor())
       OR NOT EXISTS (SELECT FROM disclosure_consideration c WHERE c.id = new.consideration_id
                       AND (c.stage = 'approved' OR c.stage = 'in_danger' AND c.asked_by_id = new.recorded_by_id)) THEN
        RAISE EXCEPTION 'nobody is told before another has approved it' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
DROP TRIGGER lapses ON disclosure_consideration;
DROP FUNCTION approval_lapses;
REVOKE UPDATE (lapses_on) ON disclosure_consideration FROM tutela_casework;
DROP VIEW known.disclosure_consideration;
