-- A visit is brought into a file by whom it reached: to write its key into one's own file would show the visit, and pass
-- the bank details that were given with it. By a function: the policy of visits asks that of attendances.
CREATE FUNCTION visit_reaches_me(visit uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM notification_requirements_visitrouted r WHERE r.visit_id = visit
        AND (r.team_id = ANY (teams_joining()) OR r.team_id = my_team())
        AND (r.person_id IS NULL OR r.person_id IN (SELECT my_people('list'))));
END $$;
CREATE POLICY of_a_visit_that_reached_us ON notification_requirements_attendance AS RESTRICTIVE FOR INSERT
    TO tutela_casework, tutela_worker WITH CHECK (visit_reaches_me(visit_id));
GRANT EXECUTE ON FUNCTION visit_reaches_me TO tutela_casework, tutela_worker;
