-- What was approved may be told until a last day, which is set with the approval, by its decision, and never moved.
SELECT show_known('disclosure_consideration');
GRANT UPDATE (lapses_on) ON disclosure_consideration TO tutela_casework;
CREATE FUNCTION approval_lapses() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE approved boolean := tg_op = 'UPDATE' AND new.stage = 'approved' AND old.stage = 'asked';
BEGIN
    IF approved AND (new.lapses_on IS NULL OR new.lapses_on > today() + 92)
       OR NOT approved AND (CASE WHEN tg_op = 'UPDATE' THEN new.lapses_on IS DISTINCT FROM old.lapses_on ELSE new.lapses_on IS NOT NULL END) THEN
        RAISE EXCEPTION 'an approval has its last day, and keeps it' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER lapses BEFORE INSERT OR UPDATE ON disclosure_consideration FOR EACH ROW EXECUTE FUNCTION approval_lapses();

-- Nothing is told after that day; what was told in time may be written down later.
CREATE OR REPLACE FUNCTION made_was_approved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (current_actor() IS NOT NULL AND new.recorded_by_id <> current_actor())
       OR NOT EXISTS (SELECT FROM disclosure_consideration c WHERE c.id = new.consideration_id
                       AND (c.stage = 'approved' AND (NOT new.was_told OR coalesce((new.made_at AT TIME ZONE 'Europe/London')::date <= c.lapses_on, true)) OR c.stage = 'in_danger' AND c.asked_by_id = new.recorded_by_id)) THEN
        RAISE EXCEPTION 'nobody is told before another has approved it' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;

-- Who governs information answers for an incident: reads it and nothing else of the file, and settles it as another than who recorded it.
-- Of a record that is restricted only its readers and who decides know; and nothing is read whose line this transaction did not name first.
CREATE FUNCTION incidents_governed() RETURNS SETOF uuid ROWS 10 LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF i_may('govern') THEN
        RETURN QUERY SELECT i.id FROM disclosure_incident i JOIN people_person p ON p.id = i.person_id
         WHERE p.id = ANY (people_listed('list')) AND NOT p.restricted AND p.owner_team_id IN (SELECT t.id FROM agencies_team t WHERE t.agency_id = my_agency());
    END IF;
END $$;
-- Whether I, under whichever office, told what the incident is about: asked by who cannot read the disclosure.
CREATE FUNCTION told_by_me(incident uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM disclosure_incident i JOIN disclosure_consideration c ON c.id = i.consideration_id
                    WHERE i.id = incident AND NOT are_two(current_actor(), c.asked_by_id));
END $$;
GRANT EXECUTE ON FUNCTION incidents_governed, told_by_me TO tutela_casework;
CREATE POLICY governed ON disclosure_incident FOR SELECT TO tutela_casework USING (id IN (SELECT incidents_governed()));
CREATE POLICY governed_settled ON disclosure_incident FOR UPDATE TO tutela_casework
    USING (id IN (SELECT incidents_governed()))
    WITH CHECK (id IN (SELECT incidents_governed()) AND settled_by_id = (SELECT current_actor()));
CREATE POLICY governed_settled ON disclosure_awaited FOR UPDATE TO tutela_casework
    USING (incident_id IN (SELECT incidents_governed()))
    WITH CHECK (met_at IS NOT NULL AND incident_id IN (SELECT incidents_governed())
                AND incident_id IN (SELECT i.id FROM disclosure_incident i WHERE i.settled_at IS NOT NULL));
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
                           AND a.powers && ARRAY['disclose', 'supervise', 'govern']::varchar[])) THEN
        RAISE EXCEPTION 'somebody other than who recorded it settles it, whose office it is' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
