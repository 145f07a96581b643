DROP FUNCTION is_restored;
ALTER TABLE audit_era ADD UNIQUE (system_identifier);
CREATE OR REPLACE FUNCTION moment_at(moment timestamptz) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN coalesce(
        (SELECT s.era || '|' || s.snapshot FROM (
            (SELECT at, era, snapshot FROM audit_entry WHERE at >= moment ORDER BY at LIMIT 1)
            UNION ALL
            (SELECT at, era, snapshot FROM audit_consultation WHERE at >= moment ORDER BY at LIMIT 1)) s
         ORDER BY at LIMIT 1),
        current_era() || '|' || pg_current_snapshot());
END $$;
DROP FUNCTION before_itself;
