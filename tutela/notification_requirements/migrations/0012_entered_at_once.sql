-- What is not yet in the national system, of all parts at once: the history of a person is read once and not for each
-- part, and of nobody nothing is read. The same rule, the same answer.
CREATE OR REPLACE FUNCTION not_entered(people uuid[]) RETURNS TABLE (person_id uuid, kind text, row_id uuid, of_version bigint, changed_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE few uuid[]; ids uuid[]; parts text[]; tables text[] := ARRAY['people_name', 'people_birthdate', 'people_address', 'people_whereabouts',
    'court_orders_result', 'court_orders_offence', 'court_orders_sentence', 'court_orders_order', 'court_orders_clause',
    'notification_requirements_notification', 'notification_requirements_travel', 'notification_requirements_parentaldirection'];
BEGIN
    IF coalesce(cardinality(people), 0) = 0 THEN RETURN; END IF;
    IF cardinality(people) <= 200 THEN few := people; END IF;   -- of more than that it is quicker to look at all of mine
    -- of whom, and which part of each, my lists or an open file let me see
    SELECT array_agg(m.id), array_agg(p.part) INTO ids, parts
      FROM unnest(ARRAY['identity', 'addresses', 'protected', 'convictions', 'orders', 'notifications']) p(part)
      CROSS JOIN LATERAL (SELECT unnest(people) INTERSECT
                          (SELECT people_seen(p.part, NULL, few) UNION SELECT unnest(people_opened(p.part)))) m(id);
    IF ids IS NULL THEN RETURN; END IF;
    RETURN QUERY
    WITH marks AS MATERIALIZED (
        SELECT e.person_id, max(e.written_at) AS at FROM notification_requirements_entered e
         WHERE e.kind = 'everything' AND e.person_id = ANY (ids) GROUP BY 1
    ), there AS MATERIALIZED (
        SELECT e.row_id, max(e.of_version) AS version FROM notification_requirements_entered e
         WHERE e.kind <> 'everything' AND e.person_id = ANY (ids) GROUP BY 1
    ), latest AS (
        SELECT h.person_id, h.part, h.tablename, h.row_id, max(h.version) AS version, max(h.at) AS at,
               max(h.version) FILTER (WHERE h.gone) AS gone,
               min(CASE WHEN h.tablename IN ('court_orders_offence', 'court_orders_sentence') THEN h.doc ->> 'result_id'
                        WHEN h.tablename = 'court_orders_clause' THEN h.doc ->> 'order_id' END)::uuid AS parent
          FROM audit_history h
         WHERE h.person_id IN (SELECT unnest(ids)) AND h.tablename = ANY (tables)
           AND (h.person_id, h.part) IN (SELECT seen.id, seen.part FROM unnest(ids, parts) seen(id, part))
         GROUP BY h.person_id, h.part, h.tablename, h.row_id
    ), items AS (
        SELECT l.person_id, l.part, CASE WHEN l.tablename IN ('court_orders_offence', 'court_orders_sentence') THEN 'court_orders_result'
                WHEN l.tablename = 'court_orders_clause' THEN 'court_orders_order' ELSE l.tablename END AS kind,
               coalesce(l.parent, l.row_id) AS row_id, sum(l.version)::bigint AS version, max(l.at) AS at
          FROM latest l WHERE l.gone IS DISTINCT FROM l.version GROUP BY 1, 2, 3, 4
    )
    SELECT i.person_id, i.kind, i.row_id, i.version, i.at FROM items i
      LEFT JOIN marks m ON m.person_id = i.person_id LEFT JOIN there t ON t.row_id = i.row_id
     WHERE (m.at IS NULL OR m.at < i.at) AND (t.version IS NULL OR t.version < i.version);
END $$;
