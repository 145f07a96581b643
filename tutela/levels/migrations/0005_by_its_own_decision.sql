-- A line is hung under a decision in the transaction that made the decision: what somebody decided long ago bears no change of today.
CREATE OR REPLACE FUNCTION says_what_was_decided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM levels_decision d WHERE d.id = new.decision_id AND d.person_id = new.person_id
                    AND d.of = tg_argv[0] AND d.value = (to_jsonb(new) ->> tg_argv[0])::smallint) THEN
        RAISE EXCEPTION 'a line says what was decided' USING errcode = '23503';
    END IF;
    IF tg_op = 'UPDATE' AND new.decision_id = old.decision_id THEN RETURN NULL; END IF;   -- cut short by a later one
    IF NOT EXISTS (SELECT FROM audit_history h WHERE h.tablename = 'levels_decision' AND h.row_id = new.decision_id
                    AND h.version = 1 AND h.xact = pg_current_xact_id()) THEN
        RAISE EXCEPTION 'a line is hung under a decision of its own transaction' USING errcode = '23503';
    END IF;
    RETURN NULL;
END $$;
