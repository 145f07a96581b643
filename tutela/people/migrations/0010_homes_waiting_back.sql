CREATE FUNCTION homes_to_place() RETURNS TABLE (person_id uuid, area_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE teams uuid[] := array_remove(ARRAY[my_team()], NULL) || teams_supervised(); on_day date := today();
BEGIN
    RETURN QUERY
    SELECT p.id, h.area_id FROM people_person p
      JOIN LATERAL (SELECT a.area_id FROM people_address a
                     WHERE a.person_id = p.id AND a.part = 'addresses' AND a.kind IN ('home', 'no_fixed_abode', 'hostel')
                       AND coalesce(a.starts_on, on_day) <= on_day AND coalesce(a.ends_on, on_day) >= on_day
                     ORDER BY array_position('{home,hostel,no_fixed_abode}', a.kind::text), a.starts_on DESC NULLS LAST, a.id DESC LIMIT 1) h ON true
     WHERE p.owner_team_id = ANY (teams)
       AND (h.area_id IS NULL OR h.area_id IS DISTINCT FROM area_of_team(p.owner_team_id) AND kind_of_team(p.owner_team_id) = 'police'
            AND NOT EXISTS (SELECT FROM people_move m WHERE m.person_id = p.id AND m.stage = 'proposed' AND m.to_area_id = h.area_id)
            AND NOT EXISTS (SELECT FROM people_move m WHERE m.person_id = p.id AND m.stage = 'acknowledged' AND m.to_area_id = h.area_id
                             AND m.to_team_id IS NULL))
       AND p.id IN (SELECT my_people('addresses'));
END $$;
GRANT EXECUTE ON FUNCTION homes_to_place TO tutela_casework;
DROP FUNCTION homes_waiting;
DROP INDEX people_address_home, people_interest_begun;
