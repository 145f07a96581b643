-- Nobody assesses or plans in another's name.
CREATE POLICY by_oneself ON risk_assessment AS RESTRICTIVE FOR INSERT TO tutela_casework
    WITH CHECK (recorded_by_id = (SELECT current_actor()));
CREATE POLICY by_oneself ON risk_plan AS RESTRICTIVE FOR INSERT TO tutela_casework
    WITH CHECK (written_by_id = (SELECT current_actor()));
