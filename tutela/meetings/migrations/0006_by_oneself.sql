-- Nobody settles a referral, or answers for an agency, in another's name: who refers could else decide on it themselves.
CREATE POLICY settled_by_oneself ON meetings_referral AS RESTRICTIVE FOR UPDATE TO tutela_casework
    USING (true) WITH CHECK (settled_by_id IS NULL OR settled_by_id = (SELECT current_actor()));
CREATE POLICY answered_by_oneself ON meetings_invitation AS RESTRICTIVE FOR UPDATE TO tutela_casework
    USING (true) WITH CHECK (answered_by_id IS NULL OR answered_by_id = (SELECT current_actor()) OR (SELECT i_may('meetings')));
