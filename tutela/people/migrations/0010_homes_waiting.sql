-- Whose home is in no known area, and whose is in another than ours: asked of all the people whom a team manages, each
-- time an officer looks at the day's work. The index gives the home of each at once; a team's area is asked once.
CREATE INDEX people_address_home ON people_address
    (person_id, array_position('{home,hostel,no_fixed_abode}'::text[], kind::text), starts_on DESC NULLS LAST, id DESC)
    INCLUDE (area_id, kind, ends_on) WHERE part = 'addresses' AND kind IN ('home', 'hostel', 'no_fixed_abode');

-- What came to a team lately, among the thousands that it has.
CREATE INDEX people_interest_begun ON people_interest (team_id, starts_on);

-- Among the people whom my teams manage: the first of them, and how many there are.
-- A protected address is not told here: its own readers see it.
CREATE FUNCTION homes_waiting(most integer) RETURNS TABLE (person_id uuid, area_id uuid, of_all bigint) LANGUAGE plpgsql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE teams uuid[] := array_remove(ARRAY[my_team()], NULL) || teams_supervised(); on_day date := today();
BEGIN
    RETURN QUERY
    WITH ours AS MATERIALIZED (
        SELECT t.id AS team, g.area_id AS area, g.kind = 'police' AS is_police
          FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id WHERE t.id = ANY (teams)
    ), managed AS MATERIALIZED (
        SELECT p.id, o.area, o.is_police FROM ours o JOIN people_person p ON p.owner_team_id = o.team
    ), homes AS MATERIALIZED (
        SELECT m.id, h.area_id FROM managed m
          JOIN LATERAL (SELECT a.area_id FROM people_address a
                         WHERE a.person_id = m.id AND a.part = 'addresses' AND a.kind IN ('home', 'hostel', 'no_fixed_abode')
                           AND coalesce(a.starts_on, on_day) <= on_day AND coalesce(a.ends_on, on_day) >= on_day
                         ORDER BY array_position('{home,hostel,no_fixed_abode}'::text[], a.kind::text),
                               a.starts_on DESC NULLS LAST, a.id DESC LIMIT 1) h ON true
         WHERE h.area_id IS NULL OR m.is_police AND h.area_id IS DISTINCT FROM m.area
    )
    SELECT h.id, h.area_id, count(*) OVER () FROM homes h
     WHERE (h.area_id IS NULL
            OR NOT EXISTS (SELECT FROM people_move m WHERE m.person_id = h.id AND m.to_area_id = h.area_id
                            AND (m.stage = 'proposed' OR m.stage = 'acknowledged' AND m.to_team_id IS NULL)))
       AND h.id IN (SELECT my_people('addresses'))
     ORDER BY h.area_id, h.id LIMIT most;
END $$;
GRANT EXECUTE ON FUNCTION homes_waiting TO tutela_casework;
DROP FUNCTION homes_to_place;
