-- A snapshot does not list its own transaction among those that run. Taken after that one had written (in a job each
-- statement has a snapshot of its own) and after a younger one had ended, it seems to have seen what its own transaction
-- tells: the moment before the change showed the change. Nobody had been told of it then.
CREATE FUNCTION before_itself(own xid8, seen pg_snapshot) RETURNS pg_snapshot LANGUAGE plpgsql IMMUTABLE
    SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT pg_visible_in_snapshot(own, seen) THEN RETURN seen; END IF;
    RETURN (least(own, pg_snapshot_xmin(seen)) || ':' || pg_snapshot_xmax(seen) || ':' ||
        (SELECT string_agg(x::text, ',' ORDER BY x) FROM (SELECT pg_snapshot_xip(seen) UNION SELECT own) running (x)))::pg_snapshot;
END $$;

CREATE OR REPLACE FUNCTION moment_at(moment timestamptz) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN coalesce(
        (SELECT s.era || '|' || before_itself(s.xact, s.snapshot) FROM (
            (SELECT at, era, xact, snapshot FROM audit_entry WHERE at >= moment ORDER BY at LIMIT 1)
            UNION ALL
            (SELECT at, era, xact, snapshot FROM audit_consultation WHERE at >= moment ORDER BY at LIMIT 1)) s
         ORDER BY at LIMIT 1),
        current_era() || '|' || pg_current_snapshot());
END $$;

-- Whoever comes back to a cluster of before comes back in an era of its own.
ALTER TABLE audit_era DROP CONSTRAINT audit_era_system_identifier_key;

-- Restored by dump, and not told so yet: what was recorded now would be numbered among what was sealed long ago.
CREATE FUNCTION is_restored() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT e.system_identifier FROM audit_era e ORDER BY e.era DESC LIMIT 1)
        <> (SELECT c.system_identifier FROM pg_control_system() c);
END $$;
GRANT EXECUTE ON FUNCTION is_restored TO tutela_casework, tutela_worker;
