-- Who has signed in is proved as who acts is: a second factor is added, changed and removed by its own account alone.
-- Else typed SQL could set another's password and take away, or replace by a copy of the own, what stands behind it.
CREATE FUNCTION sealed_account(account uuid) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS
$$ SELECT account || ':' || seal('account|' || account || '|' || pg_backend_pid() || '|'
          || extract(epoch FROM transaction_timestamp())) $$;

CREATE FUNCTION tell_account(account uuid, told_at bigint, proof bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF is_proof(session_user, 'account|' || account || '|' || pg_backend_pid() || '|' || told_at, proof) IS NOT TRUE
       OR (abs(extract(epoch FROM clock_timestamp()) - told_at) <= 30) IS NOT TRUE THEN
        RAISE EXCEPTION 'account refused' USING errcode = '28000';
    END IF;
    PERFORM set_config('tutela.account', sealed_account(account), true);
END $$;

CREATE FUNCTION current_account() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE told text := current_setting('tutela.account', true);
BEGIN
    IF coalesce(told, '') !~ '^[0-9a-f-]{36}:[0-9a-f]{64}$' THEN RETURN NULL; END IF;
    IF told IS DISTINCT FROM sealed_account(left(told, 36)::uuid) THEN RETURN NULL; END IF;
    RETURN left(told, 36)::uuid;
END $$;

DROP POLICY signing_in ON mfa_authenticator;
CREATE POLICY signing_in ON mfa_authenticator FOR SELECT TO tutela_casework USING (true);
-- that it was used is written while somebody signs in; what it is, only by its own account: the trigger below
CREATE POLICY used ON mfa_authenticator FOR UPDATE TO tutela_casework USING (true);
CREATE POLICY own ON mfa_authenticator FOR INSERT TO tutela_casework WITH CHECK (user_id = (SELECT current_account()));
CREATE POLICY own_removed ON mfa_authenticator FOR DELETE TO tutela_casework USING (user_id = (SELECT current_account()));

CREATE FUNCTION second_factor_is_its_own() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF new.data - 'used_mask' - 'viewed_at' <> old.data - 'used_mask' - 'viewed_at' AND current_account() IS DISTINCT FROM old.user_id THEN
        RAISE EXCEPTION 'a second factor is changed by its own account' USING errcode = '42501';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER its_own BEFORE UPDATE ON mfa_authenticator FOR EACH ROW
    WHEN (new.data IS DISTINCT FROM old.data) EXECUTE FUNCTION second_factor_is_its_own();

GRANT EXECUTE ON FUNCTION tell_account, current_account TO tutela_casework;
