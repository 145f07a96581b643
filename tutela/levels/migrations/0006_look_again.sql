-- The list says by when somebody is to be screened again; what the screening found is read in the file alone.
SELECT show_known('levels_level');
GRANT UPDATE (look_again_on) ON levels_level TO tutela_casework, tutela_register;
CREATE INDEX levels_level_look_again ON levels_level (look_again_on) WHERE level = 1 AND ends_before = '9999-12-31';

-- Who is at level 1 already: as the screening named it, else twelve months after it began, by an entry of its own.
DO $$
DECLARE of_this uuid := gen_random_uuid();
BEGIN
    IF NOT EXISTS (SELECT FROM levels_level WHERE level = 1) THEN RETURN; END IF;
    PERFORM set_config('tutela.entry', of_this::text, true);
    UPDATE levels_level l SET version = version + 1, look_again_on = coalesce(
        (SELECT s.again_on FROM levels_decision d JOIN levels_screening s ON s.id = d.screening_id WHERE d.id = l.decision_id),
        (l.starts_on + interval '12 months')::date)
     WHERE l.level = 1 AND l.ends_before = '9999-12-31';
    PERFORM append_entry(of_this, NULL, 'migrate', NULL, 'levels.look_again', NULL, NULL, '{}', NULL);
    PERFORM set_config('tutela.entry', '', true);
END $$;
