-- A password is set, and an agency's own sign-in joined, by the account that the process proves, as a second factor is.
-- Else typed SQL set another's password and signed in as an account that has no second factor yet, or joined the own
-- sign-in of an agency to another's account.
CREATE FUNCTION password_is_its_own() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_account() IS DISTINCT FROM old.id THEN
        RAISE EXCEPTION 'a password is set by its own account' USING errcode = '42501';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER its_own BEFORE UPDATE ON agencies_user FOR EACH ROW
    WHEN (session_user = 'tutela_casework' AND new.password IS DISTINCT FROM old.password) EXECUTE FUNCTION password_is_its_own();

DROP POLICY signing_in ON socialaccount_socialaccount;
CREATE POLICY signing_in ON socialaccount_socialaccount FOR SELECT TO tutela_casework USING (true);
-- that it was used is written while somebody signs in; whose it is stays: an earlier trigger
CREATE POLICY used ON socialaccount_socialaccount FOR UPDATE TO tutela_casework USING (true);
CREATE POLICY own ON socialaccount_socialaccount FOR INSERT TO tutela_casework WITH CHECK (user_id = (SELECT current_account()));
