CREATE OR REPLACE FUNCTION not_entered(people uuid[]) RETURNS TABLE (person_id uuid, kind text, row_id uuid, of_version bigint, changed_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE of_part text; mine uuid[]; tables text[] := ARRAY['people_name', 'people_birthdate', 'people_address', 'people_whereabouts',
    'court_orders_result', 'court_orders_offence', 'court_orders_sentence', 'court_orders_order', 'court_orders_clause',
    'notification_requirements_notification', 'notification_requirements_travel', 'notification_requirements_parentaldirection'];
BEGIN
    FOREACH of_part IN ARRAY ARRAY['identity', 'addresses', 'protected', 'convictions', 'orders', 'notifications'] LOOP
        mine := ARRAY(SELECT m.id FROM (SELECT my_people(of_part) UNION SELECT unnest(people_opened(of_part))) m(id)
                       WHERE m.id = ANY (people));
        CONTINUE WHEN cardinality(mine) = 0;
        RETURN QUERY
        WITH marks AS MATERIALIZED (
            SELECT e.person_id, max(e.written_at) AS at FROM notification_requirements_entered e
             WHERE e.kind = 'everything' AND e.person_id = ANY (mine) GROUP BY 1
        ), there AS MATERIALIZED (
            SELECT e.row_id, max(e.of_version) AS version FROM notification_requirements_entered e
             WHERE e.kind <> 'everything' AND e.person_id = ANY (mine) GROUP BY 1
        ), latest AS (
            SELECT h.person_id, h.tablename, h.row_id, max(h.version) AS version, max(h.at) AS at,
                   max(h.version) FILTER (WHERE h.gone) AS gone,
                   min(CASE WHEN h.tablename IN ('court_orders_offence', 'court_orders_sentence') THEN h.doc ->> 'result_id'
                            WHEN h.tablename = 'court_orders_clause' THEN h.doc ->> 'order_id' END)::uuid AS parent
              FROM audit_history h
             WHERE h.person_id = ANY (mine) AND h.part = of_part AND h.tablename = ANY (tables)
             GROUP BY h.person_id, h.tablename, h.row_id
        ), items AS (
            SELECT l.person_id, CASE WHEN l.tablename IN ('court_orders_offence', 'court_orders_sentence') THEN 'court_orders_result'
                    WHEN l.tablename = 'court_orders_clause' THEN 'court_orders_order' ELSE l.tablename END AS kind,
                   coalesce(l.parent, l.row_id) AS row_id, sum(l.version)::bigint AS version, max(l.at) AS at
              FROM latest l WHERE l.gone IS DISTINCT FROM l.version GROUP BY 1, 2, 3
        )
        SELECT i.person_id, i.kind, i.row_id, i.version, i.at FROM items i
          LEFT JOIN marks m ON m.person_id = i.person_id LEFT JOIN there t ON t.row_id = i.row_id
         WHERE (m.at IS NULL OR m.at < i.at) AND (t.version IS NULL OR t.version < i.version);
    END LOOP;
END $$;
