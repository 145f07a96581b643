DROP TRIGGER ends_sessions ON mfa_authenticator;
DROP FUNCTION end_its_sessions;

CREATE OR REPLACE FUNCTION keep_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE was jsonb; is_now jsonb := to_jsonb(new) - ARRAY['password', 'last_login'];
BEGIN
    IF tg_op = 'UPDATE' THEN was := to_jsonb(old) - ARRAY['password', 'last_login']; END IF;
    IF is_now IS DISTINCT FROM was THEN
        PERFORM keep_reference_version(tg_table_name, new.id, is_now, entry_of_this_change());
    END IF;
    RETURN NULL;
END $$;
