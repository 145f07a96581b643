-- Lists: whose people are one's own is asked several times on a page. Read with docs/adr: row security.

-- An interest's row is wide, and a team's interests lie scattered: 4,000 of them were 4,000 pages of the table.
-- This index holds all that a list asks of an interest that names no readers; the few that do are found beside it.
CREATE INDEX people_interest_of_team ON people_interest (team_id, ends_before, starts_on, person_id) INCLUDE (parts_read)
    WHERE cardinality(readers) = 0;
CREATE INDEX people_interest_of_readers ON people_interest (team_id) WHERE cardinality(readers) > 0;

-- The one rule of whose list lines I see by an interest: of these of my teams (all of them), among these people (any).
CREATE FUNCTION people_seen(part text, teams uuid[] DEFAULT NULL, among uuid[] DEFAULT NULL) RETURNS SETOF uuid ROWS 4000
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me(); others uuid[]; on_day date := today();   -- once: per row it tripled the time
BEGIN
    IF mine.id IS NULL THEN RETURN; END IF;
    IF teams IS NULL OR mine.team_id = ANY (teams) THEN
        RETURN QUERY SELECT i.person_id FROM people_interest i
         WHERE i.team_id = mine.team_id AND i.starts_on <= on_day AND i.ends_before > on_day AND part = ANY (i.parts_read)
           AND cardinality(i.readers) = 0 AND (among IS NULL OR i.person_id = ANY (among));
        RETURN QUERY SELECT i.person_id FROM people_interest i
         WHERE i.team_id = mine.team_id AND i.starts_on <= on_day AND i.ends_before > on_day AND part = ANY (i.parts_read)
           AND cardinality(i.readers) > 0 AND reads_for_me(i, mine) AND (among IS NULL OR i.person_id = ANY (among));
    END IF;
    others := teams_supervised() || teams_covered();
    IF teams IS NOT NULL THEN others := ARRAY(SELECT unnest(others) INTERSECT SELECT unnest(teams)); END IF;
    IF cardinality(others) > 0 AND part <> ALL (compartments()) THEN
        RETURN QUERY SELECT i.person_id FROM people_interest i   -- a restricted interest names its readers
         WHERE i.team_id = ANY (others) AND i.starts_on <= on_day AND i.ends_before > on_day AND part = ANY (i.parts_read)
           AND cardinality(i.readers) = 0 AND (among IS NULL OR i.person_id = ANY (among));
        RETURN QUERY SELECT i.person_id FROM people_interest i
         WHERE i.team_id = ANY (others) AND i.starts_on <= on_day AND i.ends_before > on_day AND part = ANY (i.parts_read)
           AND cardinality(i.readers) > 0 AND NOT i.restricted AND (among IS NULL OR i.person_id = ANY (among));
    END IF;
    IF teams IS NULL AND part = 'list' AND 'govern' = ANY (mine.powers) THEN   -- whose files were looked at: the line, never the file
        RETURN QUERY SELECT p.id FROM people_person p WHERE NOT p.restricted AND (among IS NULL OR p.id = ANY (among))
           AND p.owner_team_id IN (SELECT t.id FROM agencies_team t WHERE t.agency_id = my_agency());
    END IF;
END $$;

CREATE OR REPLACE FUNCTION my_people(part text) RETURNS SETOF uuid ROWS 4000
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT p.id FROM people_seen(part) p(id);
END $$;

-- A list page names the people it shows; a key of anybody else is left out, whoever it names.
CREATE OR REPLACE FUNCTION list_shown(people uuid[], page text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE mine uuid := current_actor();
BEGIN
    IF mine IS NULL THEN RAISE EXCEPTION 'nobody is acting' USING errcode = '28000'; END IF;
    INSERT INTO audit_listing (actor, page, people) SELECT mine, page, array_agg(seen.id)
      FROM (SELECT unnest(people) AS id
            INTERSECT (SELECT people_seen('list', NULL, people) UNION SELECT unnest(people_opened('list')))) seen
    HAVING count(*) > 0;
END $$;

-- One page of one file, in one call: its entry, and how the file is open here. Where it is not open yet and my own
-- interest allows it, it is opened; nothing can be read before that is committed, so the ground is null and the page
-- is begun again. No row: not by my own interest, or nobody.
CREATE FUNCTION turn_page(person uuid, page text, known_at timestamptz, opening uuid, purpose text)
    RETURNS TABLE (ground text, until timestamptz, parts_read text[], parts_change text[], at timestamptz)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM consult(ARRAY[person], page, known_at);
    IF FOUND THEN
        RETURN QUERY SELECT * FROM opened_here(person);
    ELSIF open_file(opening, person, 'interest', purpose) THEN
        RETURN QUERY SELECT NULL::text, NULL::timestamptz, NULL::text[], NULL::text[], NULL::timestamptz;
    END IF;
END $$;

GRANT EXECUTE ON FUNCTION people_seen, turn_page TO tutela_casework, tutela_worker;
