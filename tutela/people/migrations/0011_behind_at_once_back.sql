CREATE OR REPLACE FUNCTION behind_changes(person uuid, entries uuid[]) RETURNS TABLE (entry uuid, event text, actor uuid, job text, known_from timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT e.id, e.event, e.actor, e.job,
           (SELECT c.at FROM audit_consultation c WHERE c.person_id = behind_changes.person AND c.at > e.at
               AND (c.era > e.era OR c.era = e.era AND pg_visible_in_snapshot(e.xact, c.snapshot)) ORDER BY c.at LIMIT 1)
      FROM audit_entry e WHERE e.id = ANY (entries) AND behind_changes.person = ANY (people_opened())
       AND EXISTS (SELECT FROM audit_history h WHERE h.entry = e.id AND h.xact = e.xact AND h.person_id = behind_changes.person
                   AND h.person_id || ' ' || h.part = ANY (parts_opened()));
END $$;
