-- Who wrote a row stands in the row; whoever types SQL must not write another's name there. The entry says the truth
-- anyway; the pages show the row. Rooms that came later say it themselves.
CREATE FUNCTION in_ones_own_name(tab text, col text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE own text := format('%1$I IS NULL OR %1$I = (SELECT current_actor())', col);
BEGIN
    EXECUTE format('CREATE POLICY by_oneself ON %I AS RESTRICTIVE FOR INSERT TO tutela_casework, tutela_worker WITH CHECK (%s)', tab, own);
    IF has_column_privilege('tutela_casework', tab::regclass, col, 'UPDATE') THEN
        EXECUTE format('CREATE POLICY by_oneself_anew ON %I AS RESTRICTIVE FOR UPDATE TO tutela_casework, tutela_worker'
                       ' USING (true) WITH CHECK (%s)', tab, own);
    END IF;
END $$;

SELECT in_ones_own_name(t, c) FROM (VALUES
    ('contact_log_entry', 'written_by_id'),
    ('court_orders_resultchange', 'recorded_by_id'),
    ('court_orders_orderchange', 'recorded_by_id'),
    ('court_orders_orderbreach', 'recorded_by_id'),
    ('disclosure_awaited', 'begun_by_id'),
    ('disclosure_followup', 'done_by_id'),
    ('documents_document', 'added_by_id'),
    ('notification_requirements_attendance', 'joined_by_id'),
    ('notification_requirements_breach', 'opened_by_id'),
    ('notification_requirements_entered', 'entered_by_id'),
    ('notification_requirements_reviewmatter', 'written_by_id'),
    ('notification_requirements_reviewstep', 'made_by_id'),
    ('notification_requirements_verification', 'verified_by_id')) held(t, c);

-- What was given at the counter is joined to the record by another officer than who took it.
CREATE POLICY by_who_took_it ON notification_requirements_notification AS RESTRICTIVE FOR INSERT TO tutela_casework, tutela_worker
    WITH CHECK (taken_by_id IS NULL OR taken_by_id = (SELECT current_actor()) OR EXISTS (
        SELECT FROM notification_requirements_attendance a JOIN notification_requirements_visit v ON v.id = a.visit_id
         WHERE a.id = attendance_id AND v.taken_by_id = notification_requirements_notification.taken_by_id));

-- So is what an officer told: the entry names who told it.
CREATE POLICY by_who_told_it ON contact_log_entry AS RESTRICTIVE FOR INSERT TO tutela_casework, tutela_worker
    WITH CHECK (told_by_id IS NULL OR told_by_id = (SELECT current_actor()) OR EXISTS (
        SELECT FROM contact_log_told t WHERE t.id = told_id AND t.told_by_id = contact_log_entry.told_by_id));
