-- Sign-in: what the casework site reads and writes before anybody is known to be acting. No policy
-- can ask for an actor here; what holds is that no other role has a right, that secrets are
-- encrypted with a key that only the casework process has, and that every change leaves an entry.
ALTER TABLE mfa_authenticator ENABLE ROW LEVEL SECURITY;
CREATE POLICY signing_in ON mfa_authenticator TO tutela_casework USING (true);
GRANT SELECT, INSERT, DELETE ON mfa_authenticator TO tutela_casework;
-- the library writes whole rows; the trigger below keeps user and type as they were
GRANT UPDATE (user_id, type, data, created_at, last_used_at) ON mfa_authenticator TO tutela_casework;

ALTER TABLE socialaccount_socialaccount ENABLE ROW LEVEL SECURITY;
CREATE POLICY signing_in ON socialaccount_socialaccount TO tutela_casework USING (true);
GRANT SELECT, INSERT ON socialaccount_socialaccount TO tutela_casework;
GRANT UPDATE (user_id, provider, uid, last_login, date_joined, extra_data) ON socialaccount_socialaccount TO tutela_casework;

-- An account has one address, its own; the library asks this table first and finds it empty.
ALTER TABLE account_emailaddress ENABLE ROW LEVEL SECURITY;
CREATE POLICY signing_in ON account_emailaddress FOR SELECT TO tutela_casework USING (true);
GRANT SELECT ON account_emailaddress TO tutela_casework;

-- Never used: addresses are not confirmed, clients are settings, tokens are not kept.
ALTER TABLE account_emailconfirmation ENABLE ROW LEVEL SECURITY;
ALTER TABLE socialaccount_socialapp ENABLE ROW LEVEL SECURITY;
ALTER TABLE socialaccount_socialtoken ENABLE ROW LEVEL SECURITY;

-- How often somebody tried, and codes already used: shared by every process of the casework site.
CREATE TABLE sign_in_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL);
CREATE INDEX sign_in_cache_expires ON sign_in_cache (expires);
ALTER TABLE sign_in_cache ENABLE ROW LEVEL SECURITY;
CREATE POLICY signing_in ON sign_in_cache TO tutela_casework USING (true);
GRANT SELECT, INSERT, DELETE, UPDATE (value, expires) ON sign_in_cache TO tutela_casework;

-- Letters about sign-in carry a link that opens an account: casework can put one in and read none.
ALTER TABLE agencies_message ENABLE ROW LEVEL SECURITY;
CREATE POLICY addable ON agencies_message FOR INSERT TO tutela_casework WITH CHECK (sent_at IS NULL);
CREATE POLICY register ON agencies_message TO tutela_register USING (true);
GRANT INSERT ON agencies_message TO tutela_casework;
GRANT SELECT ON agencies_message TO tutela_register;
GRANT UPDATE (body, sent_at, tries) ON agencies_message TO tutela_register;

-- No credential changes without its entry, whoever changes it.
CREATE FUNCTION keep_credential() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE account uuid; event text; kind text;
BEGIN
    IF tg_table_name = 'agencies_user' THEN
        account := new.id; event := 'sign_in.password_changed'; kind := 'password';
    ELSIF tg_table_name = 'mfa_authenticator' THEN
        IF tg_op = 'DELETE' THEN
            account := old.user_id; kind := old.type; event := 'sign_in.second_factor_removed';
        ELSIF tg_op = 'INSERT' THEN
            account := new.user_id; kind := new.type; event := 'sign_in.second_factor_added';
        ELSE
            IF (new.user_id, new.type, new.created_at) IS DISTINCT FROM (old.user_id, old.type, old.created_at) THEN
                RAISE EXCEPTION 'a second factor stays whose it is' USING errcode = '42501';
            END IF;
            IF new.data - 'used_mask' - 'viewed_at' = old.data - 'used_mask' - 'viewed_at' THEN RETURN NULL; END IF;
            account := new.user_id; kind := new.type; event := 'sign_in.second_factor_changed';
        END IF;
    ELSE
        IF tg_op = 'UPDATE' THEN
            IF (new.user_id, new.provider, new.uid) IS DISTINCT FROM (old.user_id, old.provider, old.uid) THEN
                RAISE EXCEPTION 'a joined account stays whose it is' USING errcode = '42501';
            END IF;
            RETURN NULL;
        END IF;
        account := new.user_id; kind := 'agency'; event := 'sign_in.agency_account_joined';
    END IF;
    PERFORM append_entry(gen_random_uuid(), NULL, NULL, account, event, account, NULL,
                         jsonb_build_object('kind', kind), NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER keep AFTER UPDATE OF password ON agencies_user FOR EACH ROW
    WHEN (new.password IS DISTINCT FROM old.password) EXECUTE FUNCTION keep_credential();
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON mfa_authenticator FOR EACH ROW EXECUTE FUNCTION keep_credential();
CREATE TRIGGER keep AFTER INSERT OR UPDATE ON socialaccount_socialaccount FOR EACH ROW EXECUTE FUNCTION keep_credential();

-- For an officer who lost phone and codes: the administrator takes the second factor away, and
-- the next sign-in asks for a new one.
CREATE FUNCTION forget_second_factor(appointment uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE account uuid;
BEGIN
    SELECT a.user_id INTO account FROM agencies_appointment a
     WHERE a.id = appointment AND administers(a.team_id) AND a.user_id <> (me()).user_id;
    IF account IS NULL THEN RAISE EXCEPTION 'second factor refused' USING errcode = '42501'; END IF;
    PERFORM entry_of_this_change();
    DELETE FROM mfa_authenticator WHERE user_id = account;
END $$;


-- The administrator's list of the own agency: who has a second factor, without anything of it.
CREATE FUNCTION have_second_factor() RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT m.user_id FROM mfa_authenticator m
      JOIN agencies_appointment a ON a.user_id = m.user_id WHERE administers(a.team_id) AND m.type <> 'recovery_codes';
END $$;

GRANT EXECUTE ON FUNCTION forget_second_factor, have_second_factor TO tutela_casework;
