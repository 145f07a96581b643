-- A second factor that was lost may be in other hands, and so may a session that it opened: where one is taken away,
-- by its account or by an administrator, the sessions of that account end.
CREATE FUNCTION end_its_sessions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE agencies_user SET factors_taken = factors_taken + 1 WHERE id = old.user_id;
    RETURN NULL;
END $$;
CREATE TRIGGER ends_sessions AFTER DELETE ON mfa_authenticator FOR EACH ROW EXECUTE FUNCTION end_its_sessions();

-- That one was taken away has its own entry: the count says nothing more.
CREATE OR REPLACE FUNCTION keep_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE was jsonb; is_now jsonb := to_jsonb(new) - ARRAY['password', 'last_login', 'factors_taken'];
BEGIN
    IF tg_op = 'UPDATE' THEN was := to_jsonb(old) - ARRAY['password', 'last_login', 'factors_taken']; END IF;
    IF is_now IS DISTINCT FROM was THEN
        PERFORM keep_reference_version(tg_table_name, new.id, is_now, entry_of_this_change());
    END IF;
    RETURN NULL;
END $$;
