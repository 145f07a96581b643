CREATE OR REPLACE FUNCTION show_known(tab text, reference boolean DEFAULT false) RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE cols text; former text; names text; source text; told text; later text; reader text;
BEGIN
    source := CASE WHEN reference THEN 'public.audit_reference_history' ELSE 'public.audit_history' END;
    later := CASE WHEN reference THEN '' ELSE 'n.person_id = h.person_id AND ' END;
    told := '(%1$s.era < (SELECT public.moment_era()) OR %1$s.era = (SELECT public.moment_era())'
            ' AND pg_visible_in_snapshot(%1$s.xact, (SELECT public.moment_snapshot())))';
    SELECT string_agg(CASE WHEN attname = 'id' THEN 'h.row_id AS id' WHEN attname = 'person_id' AND NOT reference THEN 'h.person_id'
                           ELSE format('r.%I', attname) END, ', ' ORDER BY attnum) INTO cols
      FROM pg_attribute WHERE attrelid = format('public.%I', tab)::regclass AND attnum > 0 AND NOT attisdropped;
    SELECT coalesce(string_agg(format('%L::jsonb || ', jsonb_build_object(columnname, counts_as)), ''), '')
      INTO former FROM audit_column_before WHERE tablename = tab;
    SELECT former || coalesce(string_agg(format('CASE WHEN h.doc ? %1$L THEN jsonb_build_object(%2$L, h.doc -> %1$L) ELSE ''{}'' END || ',
           was, is_now), ''), '') INTO former FROM audit_column_was WHERE tablename = tab;
    SELECT string_agg(quote_literal(n), ', ') INTO names FROM unnest(names_of(tab)) n;
    EXECUTE format('DROP VIEW IF EXISTS known.%I', tab);
    EXECUTE format('CREATE VIEW known.%1$I WITH (security_invoker = true) AS
        SELECT %2$s FROM %3$s h CROSS JOIN LATERAL jsonb_populate_record(NULL::public.%1$I, %4$sh.doc) r
         WHERE h.tablename IN (%5$s) AND NOT h.gone AND %6$s
           AND NOT EXISTS (SELECT FROM %3$s n WHERE %7$s n.tablename IN (%5$s) AND n.row_id = h.row_id
               AND n.version > h.version AND %8$s)',
        tab, cols, source, former, names, format(told, 'h'), later, format(told, 'n'));
    FOREACH reader IN ARRAY ARRAY['tutela_casework', 'tutela_worker', 'tutela_register'] LOOP
        EXECUTE format('GRANT SELECT ON known.%I TO %I', tab, reader);
    END LOOP;
END $$;

DO $$
DECLARE v record;
BEGIN
    FOR v IN SELECT viewname, definition LIKE '%audit_reference_history%' AS reference FROM pg_views
              WHERE schemaname = 'known' AND viewname <> 'audit_history' LOOP
        PERFORM show_known(v.viewname, v.reference);
    END LOOP;
END $$;
