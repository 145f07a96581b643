-- A page changes nothing as nobody. What was consulted is known by the end of `tutela.actor`: whoever blanks the setting
-- afterwards still had the file open, and whatever asks an actor only where there is one (four eyes, the own name) took
-- the change for that of a job. Asked before each row, for the setting can be blanked and told again within a statement.
CREATE FUNCTION somebody_acts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_actor() IS NULL THEN
        RAISE EXCEPTION 'nobody is acting' USING errcode = '42501';
    END IF;
    IF tg_op = 'DELETE' THEN RETURN old; END IF;
    RETURN new;
END $$;

CREATE FUNCTION asks_who_acts(tab text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE TRIGGER somebody_acts BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW'
                   ' WHEN (session_user = ''tutela_casework'') EXECUTE FUNCTION somebody_acts()', tab);
END $$;

-- The tables whose history is kept, and those that hold the entry of their change themselves.
SELECT asks_who_acts(c.relname) FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND EXISTS (
    SELECT FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid WHERE t.tgrelid = c.oid AND f.pronamespace = c.relnamespace
       AND f.proname IN ('keep', 'keep_reference', 'hold_entry'));

CREATE OR REPLACE FUNCTION protect_reference(tab text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tab);
    EXECUTE format('CREATE POLICY readable ON %I FOR SELECT TO tutela_casework, tutela_worker
                    USING ((SELECT current_actor()) IS NOT NULL)', tab);
    EXECUTE format('CREATE POLICY register ON %I TO tutela_register USING (true)', tab);
    EXECUTE format('CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW
                    EXECUTE FUNCTION keep_reference()', tab);
    PERFORM asks_who_acts(tab);
    EXECUTE format('GRANT SELECT ON %I TO tutela_casework, tutela_worker, tutela_register', tab);
    PERFORM show_known(tab, true);
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
    PERFORM asks_who_acts(tab);
    PERFORM show_known(tab);
END $$;

-- What is told at the door is told of an account, by whoever says so: no change stands under it. Its key is the
-- database's own, so that none can be written first.
CREATE OR REPLACE FUNCTION entry_of_this_change() RETURNS uuid LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
    SET enable_seqscan = off AS $$
DECLARE of_this uuid := nullif(current_setting('tutela.entry', true), '')::uuid;
BEGIN
    IF of_this IS NULL THEN
        RAISE EXCEPTION 'a change needs its audit entry' USING errcode = '42501';
    END IF;
    IF EXISTS (SELECT FROM audit_entry e WHERE e.id = of_this AND e.account IS NOT NULL) THEN
        RAISE EXCEPTION 'no change stands under an entry of the door' USING errcode = '42501';
    END IF;
    RETURN of_this;
END $$;

DROP FUNCTION record_at_the_door(uuid, text, uuid, jsonb);
CREATE FUNCTION record_at_the_door(event text, account uuid, details jsonb)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF event !~ '^sign_in[.]' THEN RAISE EXCEPTION 'not a sign-in event' USING errcode = '42501'; END IF;
    PERFORM append_entry(gen_random_uuid(), NULL, NULL, coalesce(account, '00000000-0000-0000-0000-000000000000'), event,
                         account, NULL, details, NULL);
END $$;
GRANT EXECUTE ON FUNCTION record_at_the_door TO tutela_casework;
