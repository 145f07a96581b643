SELECT protect_reference('agencies_area');
SELECT protect_reference('agencies_agency');
SELECT protect_reference('agencies_team');
SELECT protect_reference('agencies_appointment');
SELECT protect_reference('agencies_cover');
CREATE INDEX agencies_cover_live ON agencies_cover (appointment_id, ends_before);

-- Accounts are read before anybody is known to be acting: no policy can ask for an actor.
ALTER TABLE agencies_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY signing_in ON agencies_user TO tutela_casework USING (true);
CREATE POLICY acting ON agencies_user FOR SELECT TO tutela_worker USING ((SELECT current_actor()) IS NOT NULL);
CREATE POLICY register ON agencies_user FOR SELECT TO tutela_register USING (true);
GRANT SELECT ON agencies_user TO tutela_casework;
GRANT UPDATE (password, last_login) ON agencies_user TO tutela_casework;
GRANT SELECT (id, email, name, is_active) ON agencies_user TO tutela_worker, tutela_register;

-- Accounts have their history too; of a password only that it exists, never its hash.
CREATE FUNCTION keep_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE was jsonb; is_now jsonb := to_jsonb(new) - ARRAY['password', 'last_login'];
BEGIN
    IF tg_op = 'UPDATE' THEN was := to_jsonb(old) - ARRAY['password', 'last_login']; END IF;
    IF is_now IS DISTINCT FROM was THEN
        PERFORM keep_reference_version(tg_table_name, new.id, is_now, entry_of_this_change());
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_account AFTER INSERT OR UPDATE ON agencies_user FOR EACH ROW EXECUTE FUNCTION keep_account();

-- Who is asking: proved per transaction by the key that the process holds -----------------------
CREATE FUNCTION is_live(a agencies_appointment) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT a.starts_on <= today() AND a.ends_before > today() AND a.vetted_until >= today() $$;

CREATE FUNCTION tell_actor(appointment uuid, told_at bigint, proof bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT is_proof(session_user, 'ask|' || appointment || '|' || pg_backend_pid() || '|' || told_at, proof)
       OR abs(extract(epoch FROM clock_timestamp()) - told_at) > 30
       OR NOT EXISTS (SELECT FROM agencies_appointment a JOIN agencies_user u ON u.id = a.user_id
                       WHERE a.id = appointment AND is_live(a) AND u.is_active) THEN
        RAISE EXCEPTION 'actor refused' USING errcode = '28000';
    END IF;
    PERFORM set_config('tutela.actor', sealed_setting(appointment), true);
END $$;

-- The appointments a user may act as today. Asked before one is chosen, so it asks for no actor.
CREATE FUNCTION appointments_of(account uuid) RETURNS TABLE (
        id uuid, name text, role text, team_id uuid, team text, agency_id uuid, agency text, kind text,
        area_id uuid, powers text[], supervises_id uuid, vetted_until date)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.id, u.name::text, a.role::text, t.id, t.name::text, g.id, g.name::text, g.kind::text,
           g.area_id, a.powers::text[], a.supervises_id, a.vetted_until
      FROM agencies_appointment a JOIN agencies_user u ON u.id = a.user_id
      JOIN agencies_team t ON t.id = a.team_id JOIN agencies_agency g ON g.id = t.agency_id
     WHERE a.user_id = account AND u.is_active AND is_live(a) ORDER BY t.name, a.id;
END $$;

CREATE FUNCTION me() RETURNS agencies_appointment LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$ DECLARE mine agencies_appointment; BEGIN
    SELECT * INTO mine FROM agencies_appointment a WHERE a.id = current_actor() AND is_live(a);
    RETURN mine;
END $$;

CREATE FUNCTION my_team() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN RETURN (me()).team_id; END $$;

CREATE FUNCTION my_agency() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN RETURN (SELECT agency_id FROM agencies_team WHERE id = my_team()); END $$;

CREATE FUNCTION i_may(power text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$ BEGIN RETURN coalesce(power = ANY ((me()).powers), false); END $$;

-- The teams that I supervise: only as a supervisor, whatever else the appointment says.
CREATE FUNCTION teams_supervised() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me();
BEGIN
    IF NOT coalesce('supervise' = ANY (mine.powers), false) THEN RETURN '{}'; END IF;
    RETURN array_remove(ARRAY[mine.team_id, mine.supervises_id], NULL);
END $$;

-- The teams for which I cover today.
CREATE FUNCTION teams_covered() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT c.team_id FROM agencies_cover c WHERE c.appointment_id = (me()).id
                  AND c.starts_on <= today() AND c.ends_before > today());
END $$;

-- Own, covered and supervised: whose people's list lines I may see.
CREATE FUNCTION my_teams() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me();
BEGIN
    IF mine.id IS NULL THEN RETURN '{}'; END IF;
    RETURN ARRAY[mine.team_id] || teams_supervised() || teams_covered();
END $$;

-- Appointing: only an administrator, only in the own agency, never the own appointment ------------
CREATE FUNCTION administers(team uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN i_may('administer') AND EXISTS (SELECT FROM agencies_team t WHERE t.id = team AND t.agency_id = my_agency());
END $$;

CREATE FUNCTION add_user(account uuid, email text, name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT i_may('administer') THEN RAISE EXCEPTION 'user refused' USING errcode = '42501'; END IF;
    INSERT INTO agencies_user (id, email, name, password, is_active) VALUES (account, lower(email), name, '!', true);
END $$;

-- Powers that reach beyond the own agency belong to the offices that design and law gave them to.
CREATE FUNCTION may_be_given(powers text[], team uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE kind text := (SELECT g.kind FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id WHERE t.id = team);
BEGIN
    RETURN powers <@ ARRAY['record', 'supervise', 'govern', 'administer', 'emergency', 'cards']
        AND ('emergency' <> ALL (powers) OR kind IN ('police', 'prison', 'probation'))
        AND ('cards' <> ALL (powers) OR kind = 'police');
END $$;

CREATE FUNCTION appoint(appointment uuid, account uuid, team uuid, role text, powers text[], supervises uuid,
        starts_on date, ends_before date, vetted_until date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT administers(team) OR account = (me()).user_id OR (supervises IS NOT NULL AND NOT administers(supervises))
       OR may_be_given(powers, team) IS NOT TRUE THEN
        RAISE EXCEPTION 'appointment refused' USING errcode = '42501';
    END IF;
    INSERT INTO agencies_appointment (id, user_id, team_id, role, powers, supervises_id, starts_on, ends_before, vetted_until, why, version)
    VALUES (appointment, account, team, role, powers, supervises, starts_on, ends_before, vetted_until, why, 1);
END $$;

CREATE FUNCTION change_appointment(appointment uuid, ends_before date, vetted_until date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM agencies_appointment a WHERE a.id = appointment AND administers(a.team_id)
                    AND a.user_id <> (me()).user_id) THEN
        RAISE EXCEPTION 'appointment refused' USING errcode = '42501';
    END IF;
    UPDATE agencies_appointment a SET ends_before = change_appointment.ends_before,
           vetted_until = change_appointment.vetted_until, why = change_appointment.why, version = a.version + 1
     WHERE a.id = appointment;
END $$;

-- Cover is arranged by whoever supervises the team, for somebody of the same agency, never for oneself.
CREATE FUNCTION arrange_cover(cover uuid, appointment uuid, team uuid, starts_on date, ends_before date, why text)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me();
BEGIN
    IF (team = ANY (teams_supervised())) IS NOT TRUE OR NOT EXISTS (SELECT FROM agencies_appointment a JOIN agencies_team t ON t.id = a.team_id
                       WHERE a.id = appointment AND is_live(a) AND a.user_id <> mine.user_id AND t.agency_id = my_agency()) THEN
        RAISE EXCEPTION 'cover refused' USING errcode = '42501';
    END IF;
    INSERT INTO agencies_cover (id, appointment_id, team_id, starts_on, ends_before, arranged_by_id, why)
    VALUES (cover, appointment, team, starts_on, ends_before, mine.id, why);
END $$;

CREATE FUNCTION end_cover(cover uuid, ends_before date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE agencies_cover c SET ends_before = end_cover.ends_before
     WHERE c.id = cover AND end_cover.ends_before BETWEEN today() AND c.ends_before
       AND c.team_id = ANY (teams_supervised());
    IF NOT FOUND THEN RAISE EXCEPTION 'cover refused' USING errcode = '42501'; END IF;
END $$;

-- Alerts: "look at your worklist", by e-mail, without a word about anybody --------------------------
ALTER TABLE agencies_alert ENABLE ROW LEVEL SECURITY;
CREATE POLICY register ON agencies_alert TO tutela_register USING (true);
GRANT SELECT ON agencies_alert TO tutela_register;
GRANT UPDATE (sent_at, tries) ON agencies_alert TO tutela_register;

CREATE FUNCTION alert(recipient uuid, kind text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO agencies_alert (id, appointment_id, kind, at, tries) VALUES (gen_random_uuid(), recipient, alert.kind, now(), 0);
END $$;

-- Those who answer for a team: its supervisors and its agency's information governance.
CREATE FUNCTION those_answering_for(team uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.id FROM agencies_appointment a JOIN agencies_team t ON t.id = a.team_id
     WHERE is_live(a) AND (
        ('supervise' = ANY (a.powers) AND (a.team_id = team OR a.supervises_id = team))
        OR ('govern' = ANY (a.powers) AND t.agency_id = (SELECT agency_id FROM agencies_team WHERE id = team)));
END $$;

GRANT EXECUTE ON FUNCTION tell_actor, my_team, my_teams, my_agency, teams_covered, teams_supervised, i_may TO tutela_casework, tutela_worker;
GRANT EXECUTE ON FUNCTION appointments_of, add_user, appoint, change_appointment, arrange_cover, end_cover TO tutela_casework;
