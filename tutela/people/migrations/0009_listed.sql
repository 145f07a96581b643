-- Of a few people, and of those whom a page has just named as shown, it is asked by their own interests whether they
-- are in my lists: not by looking at all my people, who are thousands, once for each table. Read with docs/adr 14.

CREATE OR REPLACE FUNCTION people_seen(part text, teams uuid[] DEFAULT NULL, among uuid[] DEFAULT NULL) RETURNS SETOF uuid ROWS 4000
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me(); own uuid; others uuid[]; on_day date := today();   -- once: per row it tripled the time
BEGIN
    IF mine.id IS NULL THEN RETURN; END IF;
    IF teams IS NULL OR mine.team_id = ANY (teams) THEN own := mine.team_id; END IF;
    others := teams_supervised() || teams_covered();
    IF teams IS NOT NULL THEN others := ARRAY(SELECT unnest(others) INTERSECT SELECT unnest(teams)); END IF;
    IF part = ANY (compartments()) THEN others := '{}'; END IF;
    IF among IS NOT NULL THEN
        RETURN QUERY SELECT i.person_id FROM people_interest i
         WHERE i.person_id = ANY (among) AND i.starts_on <= on_day AND i.ends_before > on_day AND part = ANY (i.parts_read)
           AND (i.team_id = own AND (cardinality(i.readers) = 0 OR reads_for_me(i, mine))
                OR i.team_id = ANY (others) AND (cardinality(i.readers) = 0 OR NOT i.restricted));
    ELSE
        RETURN QUERY SELECT i.person_id FROM people_interest i
         WHERE i.team_id = own AND i.starts_on <= on_day AND i.ends_before > on_day AND part = ANY (i.parts_read)
           AND cardinality(i.readers) = 0;
        RETURN QUERY SELECT i.person_id FROM people_interest i
         WHERE i.team_id = own AND i.starts_on <= on_day AND i.ends_before > on_day AND part = ANY (i.parts_read)
           AND cardinality(i.readers) > 0 AND reads_for_me(i, mine);
        IF cardinality(others) > 0 THEN
            RETURN QUERY SELECT i.person_id FROM people_interest i   -- a restricted interest names its readers
             WHERE i.team_id = ANY (others) AND i.starts_on <= on_day AND i.ends_before > on_day AND part = ANY (i.parts_read)
               AND cardinality(i.readers) = 0;
            RETURN QUERY SELECT i.person_id FROM people_interest i
             WHERE i.team_id = ANY (others) AND i.starts_on <= on_day AND i.ends_before > on_day AND part = ANY (i.parts_read)
               AND cardinality(i.readers) > 0 AND NOT i.restricted;
        END IF;
    END IF;
    IF teams IS NULL AND part = 'list' AND 'govern' = ANY (mine.powers) THEN   -- whose files were looked at: the line, never the file
        RETURN QUERY SELECT p.id FROM people_person p WHERE NOT p.restricted AND (among IS NULL OR p.id = ANY (among))
           AND p.owner_team_id IN (SELECT t.id FROM agencies_team t WHERE t.agency_id = my_agency());
    END IF;
END $$;

-- Those whom this transaction has named as shown in a list, as far as this part of each is in my lists: the same rule.
-- Naming gives nothing away, for whoever is not mine is left out here again.
CREATE FUNCTION people_listed(part text) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE named uuid[];
BEGIN
    IF pg_current_xact_id_if_assigned() IS NULL THEN RETURN '{}'; END IF;
    SELECT array_agg(one) INTO named FROM audit_listing l CROSS JOIN LATERAL unnest(l.people) one
     WHERE l.era = current_era() AND l.xact = pg_current_xact_id_if_assigned();
    IF named IS NULL THEN RETURN '{}'; END IF;
    RETURN ARRAY(SELECT people_seen(part, NULL, named));
END $$;
GRANT EXECUTE ON FUNCTION people_listed TO tutela_casework, tutela_worker;

-- How a policy asks whether somebody is in my lists: those named on this page first; the rest is looked for only then.
CREATE FUNCTION in_my_lists(person text, part text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT format('(%1$s = ANY ((SELECT people_listed(%2$L))::uuid[]) OR %1$s IN (SELECT my_people(%2$L)))', person, part)
$$;

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
        seen := format(' AND (%1$I IS NULL OR %1$I = ANY ((SELECT people_opened(''list''))::uuid[]) OR %2$s)', also,
                       in_my_lists(quote_ident(also), 'list'));
        opened := opened || seen;
        change := change || seen;
    END IF;
    IF list THEN opened := format('(%s) OR %s', opened, in_my_lists(quote_ident(person), part)); END IF;
    SELECT string_agg(quote_literal(a), ', ') INTO args FROM unnest(ARRAY[person, part] || leave_out) a;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tab);
    EXECUTE format('CREATE POLICY readable ON %I FOR SELECT TO tutela_casework, tutela_worker USING (%s)', tab, opened);
    EXECUTE format('CREATE POLICY addable ON %I FOR INSERT TO tutela_casework, tutela_worker WITH CHECK (%s)', tab, change);
    EXECUTE format('CREATE POLICY changeable ON %I FOR UPDATE TO tutela_casework, tutela_worker USING (%s) WITH CHECK (%s)', tab, change, change);
    EXECUTE format('CREATE POLICY register ON %I TO tutela_register USING (true)', tab);
    EXECUTE format('CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION keep(%s)', tab, args);
    PERFORM show_known(tab);
END $$;

-- The tables that have their policies already, whichever room's.
DO $$
DECLARE p record;
BEGIN
    FOR p IN SELECT tablename, qual FROM pg_policies
              WHERE schemaname = 'public' AND policyname = 'readable' AND qual LIKE '%my_people(%' LOOP
        EXECUTE format('ALTER POLICY readable ON %I USING (%s)', p.tablename, regexp_replace(p.qual,
            '(\w+) IN \( SELECT my_people\(''(\w+)''::text\) AS my_people\)',
            '\1 = ANY ((SELECT people_listed(''\2''))::uuid[]) OR \1 IN (SELECT my_people(''\2''))', 'g'));
    END LOOP;
END $$;
