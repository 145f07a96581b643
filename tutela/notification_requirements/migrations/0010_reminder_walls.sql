SELECT protect_reference('notification_requirements_reminderperiod');
CREATE POLICY addable ON notification_requirements_reminderperiod FOR INSERT TO tutela_casework
    WITH CHECK (area_id = (SELECT area_i_keep()) AND set_by_id = (SELECT current_actor()));
GRANT INSERT ON notification_requirements_reminderperiod TO tutela_casework;

-- How many days before, in an area on a day: fourteen where the area said nothing.
CREATE FUNCTION reminder_days(area uuid, on_day date) RETURNS integer LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT r.days FROM notification_requirements_reminderperiod r
                      WHERE r.area_id = area AND r.starts_on <= on_day ORDER BY r.starts_on DESC, r.set_at DESC LIMIT 1), 14)::integer
$$;

-- The job, once a day: once before a day and once when it was missed, whoever runs it how often. To the officer of the
-- person, else to who supervises the team that owns the record. A day missed long ago (an import) alerts nobody.
CREATE FUNCTION remind_of_dates(on_day date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE reminded uuid[];
BEGIN
    WITH early AS MATERIALIZED (
        SELECT t.id AS team, reminder_days(g.area_id, on_day) AS days
          FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id
    ), waiting AS (
        SELECT d.id, d.person_id, d.due_on, p.owner_team_id,
               CASE WHEN d.due_on < on_day THEN 'missed' ELSE 'before' END AS kind
          FROM notification_requirements_due d
          JOIN people_person p ON p.id = d.person_id
          JOIN early e ON e.team = p.owner_team_id
         WHERE d.ended_at IS NULL AND d.due_on BETWEEN on_day - 7 AND on_day + e.days
    ), made AS (
        INSERT INTO notification_requirements_reminder (id, person_id, due_id, kind, due_on, appointment_id, at)
        SELECT gen_random_uuid(), w.person_id, w.id, w.kind, w.due_on, a.appointment_id, now()
          FROM waiting w
          LEFT JOIN LATERAL (SELECT l.appointment_id FROM people_allocation l
                              WHERE l.person_id = w.person_id AND l.starts_on <= on_day AND l.ends_before > on_day
                              ORDER BY l.starts_on DESC, l.id LIMIT 1) a ON true
        ON CONFLICT (due_id, kind, due_on) DO NOTHING
        RETURNING id, person_id, appointment_id
    )
    SELECT array_agg(made.id) INTO reminded FROM made;
    PERFORM alert(who.id, 'dates') FROM (
        SELECT r.appointment_id AS id FROM notification_requirements_reminder r
         WHERE r.id = ANY (reminded) AND r.appointment_id IS NOT NULL
        UNION
        SELECT x.id FROM notification_requirements_reminder r JOIN people_person p ON p.id = r.person_id AND NOT p.restricted
          JOIN agencies_appointment x ON 'supervise' = ANY (x.powers) AND (x.team_id = p.owner_team_id OR x.supervises_id = p.owner_team_id)
         WHERE r.id = ANY (reminded) AND r.appointment_id IS NULL AND is_live(x)) who;
    RETURN coalesce(cardinality(reminded), 0);
END $$;

GRANT EXECUTE ON FUNCTION remind_of_dates TO tutela_register;
GRANT EXECUTE ON FUNCTION reminder_days TO tutela_casework;
