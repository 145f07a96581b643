-- Areas, the bodies of the law and the stations of each area: any actor reads them.
INSERT INTO audit_column_before (tablename, columnname, counts_as) VALUES
    ('agencies_area', 'name_cy', '""'), ('agencies_area', 'police_force', '""'), ('agencies_area', 'nation', '""'),
    ('agencies_team', 'takes_moves', 'false');
SELECT show_known('agencies_area', true);
SELECT show_known('agencies_team', true);
SELECT protect_reference('agencies_population');
SELECT protect_reference('agencies_body');
SELECT protect_reference('agencies_station');

-- Stations are kept by the administrator of the area's police: it is the chief officer who publishes them.
CREATE FUNCTION area_i_keep() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT g.area_id FROM agencies_agency g WHERE g.id = my_agency() AND g.kind = 'police' AND i_may('administer'));
END $$;
CREATE POLICY addable ON agencies_station FOR INSERT TO tutela_casework WITH CHECK (area_id = (SELECT area_i_keep()));
CREATE POLICY changeable ON agencies_station FOR UPDATE TO tutela_casework
    USING (area_id = (SELECT area_i_keep())) WITH CHECK (area_id = (SELECT area_i_keep()));
GRANT INSERT, UPDATE (name, address, postcode, opening_hours, published, starts_on, ends_before, version)
    ON agencies_station TO tutela_casework;

-- Which team of an area takes on who moves there: the one that says so, else who takes the unknown.
CREATE FUNCTION team_taking_moves(area uuid) RETURNS uuid LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT t.id FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id
     WHERE g.area_id = area AND g.kind = 'police' AND (t.takes_moves OR t.takes_unknown)
     ORDER BY t.takes_moves DESC, t.name, t.id LIMIT 1
$$;

GRANT EXECUTE ON FUNCTION area_i_keep TO tutela_casework;
GRANT EXECUTE ON FUNCTION team_taking_moves TO tutela_casework, tutela_worker;
