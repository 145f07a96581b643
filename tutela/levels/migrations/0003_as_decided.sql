-- What is so says what was decided: nobody changes the line and leaves it under another's decision.
-- After the row stands: what its own constraints refuse is refused by them.
CREATE FUNCTION says_what_was_decided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM levels_decision d WHERE d.id = new.decision_id AND d.person_id = new.person_id
                    AND d.of = tg_argv[0] AND d.value = (to_jsonb(new) ->> tg_argv[0])::smallint) THEN
        RAISE EXCEPTION 'a line says what was decided' USING errcode = '23503';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER as_decided AFTER INSERT OR UPDATE ON levels_category
    FOR EACH ROW EXECUTE FUNCTION says_what_was_decided('category');
CREATE TRIGGER as_decided AFTER INSERT OR UPDATE ON levels_level
    FOR EACH ROW EXECUTE FUNCTION says_what_was_decided('level');
