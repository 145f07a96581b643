DO $$
DECLARE p record;
BEGIN
    FOR p IN SELECT tablename, qual FROM pg_policies
              WHERE schemaname = 'public' AND policyname = 'readable' AND qual LIKE '%people_listed(%' LOOP
        EXECUTE format('ALTER POLICY readable ON %I USING (%s)', p.tablename, regexp_replace(p.qual,
            '\((\w+) = ANY \(\( SELECT people_listed\(''\w+''::text\) AS people_listed\)::uuid\[\]\)\) OR ', '', 'g'));
    END LOOP;
END $$;
CREATE OR REPLACE FUNCTION protect(tab text, part text, list boolean DEFAULT false, person text DEFAULT 'person_id',
        also text DEFAULT NULL, leave_out text[] DEFAULT '{}') RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE opened text; change text; seen text; varies boolean := left(part, 1) = '='; args text;
BEGIN
    IF varies THEN
        opened := format('%1$I = ANY ((SELECT people_opened())::uuid[]) AND %1$I || '' '' || %2$I = ANY ((SELECT parts_opened())::text[])',
                         person, substr(part, 2));
        change := format('%1$I = ANY ((SELECT people_opened())::uuid[]) AND %1$I || '' '' || %2$I = ANY ((SELECT parts_opened(for_change => true))::text[])',
                         person, substr(part, 2));
    ELSE
        opened := format('%I = ANY ((SELECT people_opened(%L))::uuid[])', person, part);
        change := format('%I = ANY ((SELECT people_opened(%L, for_change => true))::uuid[])', person, part);
    END IF;
    IF also IS NOT NULL THEN   -- a row about two people needs both visible, to read and to write
        seen := format(' AND (%1$I IS NULL OR %1$I = ANY ((SELECT people_opened(''list''))::uuid[]) OR %1$I IN (SELECT my_people(''list'')))', also);
        opened := opened || seen;
        change := change || seen;
    END IF;
    IF list THEN opened := format('(%s) OR %I IN (SELECT my_people(%L))', opened, person, part); END IF;
    SELECT string_agg(quote_literal(a), ', ') INTO args FROM unnest(ARRAY[person, part] || leave_out) a;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tab);
    EXECUTE format('CREATE POLICY readable ON %I FOR SELECT TO tutela_casework, tutela_worker USING (%s)', tab, opened);
    EXECUTE format('CREATE POLICY addable ON %I FOR INSERT TO tutela_casework, tutela_worker WITH CHECK (%s)', tab, change);
    EXECUTE format('CREATE POLICY changeable ON %I FOR UPDATE TO tutela_casework, tutela_worker USING (%s) WITH CHECK (%s)', tab, change, change);
    EXECUTE format('CREATE POLICY register ON %I TO tutela_register USING (true)', tab);
    EXECUTE format('CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION keep(%s)', tab, args);
    PERFORM show_known(tab);
END $$;
DROP FUNCTION in_my_lists, people_listed;
CREATE OR REPLACE FUNCTION people_seen(part text, teams uuid[] DEFAULT NULL, among uuid[] DEFAULT NULL) RETURNS SETOF uuid ROWS 4000
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
