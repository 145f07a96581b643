-- What is open is asked once for a page of changes, not again for each version that is looked at.
CREATE OR REPLACE FUNCTION behind_changes(person uuid, entries uuid[]) RETURNS TABLE (entry uuid, event text, actor uuid, job text, known_from timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE parts text[] := parts_opened();
BEGIN
    IF person IS NULL OR person <> ALL (people_opened()) THEN RETURN; END IF;
    RETURN QUERY SELECT e.id, e.event, e.actor, e.job,
           (SELECT c.at FROM audit_consultation c WHERE c.person_id = behind_changes.person AND c.at > e.at
               AND (c.era > e.era OR c.era = e.era AND pg_visible_in_snapshot(e.xact, c.snapshot)) ORDER BY c.at LIMIT 1)
      FROM audit_entry e WHERE e.id = ANY (entries)
       AND EXISTS (SELECT FROM audit_history h WHERE h.entry = e.id AND h.xact = e.xact AND h.person_id = behind_changes.person
                   AND h.person_id || ' ' || h.part = ANY (parts));
END $$;
