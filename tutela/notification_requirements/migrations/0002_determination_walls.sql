-- A row of a person names a row of the same person.
ALTER TABLE notification_requirements_due ADD CONSTRAINT due_of_its_determination
    FOREIGN KEY (determination_id, person_id) REFERENCES notification_requirements_determination (id, person_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notification_requirements_standing ADD CONSTRAINT standing_of_its_determination
    FOREIGN KEY (determination_id, person_id) REFERENCES notification_requirements_determination (id, person_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notification_requirements_reminder ADD CONSTRAINT reminder_of_its_due
    FOREIGN KEY (due_id, person_id) REFERENCES notification_requirements_due (id, person_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notification_requirements_recompute ADD CONSTRAINT recompute_has_its_entry
    FOREIGN KEY (entry) REFERENCES audit_entry (id) DEFERRABLE INITIALLY DEFERRED;

SELECT protect('notification_requirements_determination', 'notifications');
SELECT protect('notification_requirements_due', 'notifications', list => true);
SELECT protect('notification_requirements_standing', 'notifications', list => true);
SELECT protect('notification_requirements_reminder', 'notifications');

GRANT SELECT ON notification_requirements_determination, notification_requirements_due,
    notification_requirements_standing, notification_requirements_reminder TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT ON notification_requirements_determination, notification_requirements_due,
    notification_requirements_standing TO tutela_casework, tutela_register;
GRANT INSERT ON notification_requirements_reminder TO tutela_register;
-- What was answered is never changed; what is said of the same answer later is.
GRANT UPDATE (is_current, superseded_at, facts, sources, assumed, facts_digest, as_of, again_on)
    ON notification_requirements_determination TO tutela_casework, tutela_register;
GRANT UPDATE (determination_id, starts_on, due_on, due_at, alleged_only_after, provision, is_verified, met_on, ended_at, ended_because, version)
    ON notification_requirements_due TO tutela_casework, tutela_register;
GRANT UPDATE (determination_id, is_subject, starts_on, until, indefinite, undetermined, is_troubled, is_verified, next_due_on, next_due_kind, version)
    ON notification_requirements_standing TO tutela_casework, tutela_register;

-- Marks ------------------------------------------------------------------------------------------
-- Whoever writes a fact of a person, in whatever way, leaves a mark; a mark says nothing but who.
ALTER TABLE notification_requirements_stale ADD xact xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX notification_requirements_stale_xact ON notification_requirements_stale (xact);
ALTER TABLE notification_requirements_stale ENABLE ROW LEVEL SECURITY;
CREATE POLICY register ON notification_requirements_stale TO tutela_register USING (true);
GRANT SELECT, DELETE ON notification_requirements_stale TO tutela_register;

-- Never one row for two transactions: that would make the second wait for the first, or fail.
CREATE FUNCTION mark_stale() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF tg_op = 'INSERT' THEN
        INSERT INTO notification_requirements_stale (id, person_id, is_answered, at)
        SELECT gen_random_uuid(), c.person_id, false, now() FROM (SELECT DISTINCT person_id FROM is_now) c;
    ELSIF tg_op = 'UPDATE' THEN
        INSERT INTO notification_requirements_stale (id, person_id, is_answered, at)
        SELECT gen_random_uuid(), c.person_id, false, now() FROM (SELECT person_id FROM is_now UNION SELECT person_id FROM was) c;
    ELSE
        INSERT INTO notification_requirements_stale (id, person_id, is_answered, at)
        SELECT gen_random_uuid(), c.person_id, false, now() FROM (SELECT DISTINCT person_id FROM was) c;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION watch_facts(tab text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER mark_added AFTER INSERT ON %I REFERENCING NEW TABLE AS is_now FOR EACH STATEMENT EXECUTE FUNCTION mark_stale()', tab);
    EXECUTE format('CREATE TRIGGER mark_changed AFTER UPDATE ON %I REFERENCING OLD TABLE AS was NEW TABLE AS is_now FOR EACH STATEMENT EXECUTE FUNCTION mark_stale()', tab);
    EXECUTE format('CREATE TRIGGER mark_gone AFTER DELETE ON %I REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION mark_stale()', tab);
END $$;

CREATE FUNCTION unwatch_facts(tab text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('DROP TRIGGER mark_added ON %1$I; DROP TRIGGER mark_changed ON %1$I; DROP TRIGGER mark_gone ON %1$I', tab);
END $$;

SELECT watch_facts(t) FROM unnest(ARRAY['people_birthdate', 'people_name', 'people_address',
    'court_orders_result', 'court_orders_offence', 'court_orders_sentence']) t;

-- Those whose facts this transaction changed: it knows them already.
CREATE FUNCTION marked_here() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT DISTINCT s.person_id FROM notification_requirements_stale s
                  WHERE s.xact = pg_current_xact_id_if_assigned() AND NOT s.is_answered);
END $$;

CREATE FUNCTION answer_marks(people uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE notification_requirements_stale SET is_answered = true
     WHERE xact = pg_current_xact_id_if_assigned() AND person_id = ANY (people);
END $$;

-- Does the answer that this file shows wait to be worked out again?
CREATE FUNCTION is_marked(person uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN person = ANY (people_opened('notifications'))
       AND EXISTS (SELECT FROM notification_requirements_stale s WHERE s.person_id = is_marked.person AND NOT s.is_answered);
END $$;

-- A protected address counts like any other: its kind and its days, never where it is. For those whose dates the
-- actor works out in this transaction.
CREATE FUNCTION protected_homes(people uuid[]) RETURNS TABLE (id uuid, person_id uuid, kind text, starts_on date, ends_on date)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.id, a.person_id, a.kind::text, a.starts_on, a.ends_on FROM people_address a
     WHERE a.part = 'protected' AND a.person_id = ANY (people)
       AND a.person_id = ANY (people_opened('notifications', for_change => true));
END $$;

-- The law of the last whole recompute, and when it ended: no count of anybody.
ALTER TABLE notification_requirements_recompute ENABLE ROW LEVEL SECURITY;
CREATE POLICY register ON notification_requirements_recompute TO tutela_register USING (true);
GRANT SELECT, INSERT ON notification_requirements_recompute TO tutela_register;
GRANT UPDATE (ended_at, counted, changed, troubled) ON notification_requirements_recompute TO tutela_register;

CREATE FUNCTION law_confirmed(OUT law_version text, OUT ended_at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF current_actor() IS NULL THEN RETURN; END IF;
    SELECT r.law_version, r.ended_at INTO law_confirmed.law_version, law_confirmed.ended_at
      FROM notification_requirements_recompute r WHERE r.ended_at IS NOT NULL ORDER BY r.ended_at DESC LIMIT 1;
END $$;

GRANT EXECUTE ON FUNCTION marked_here, answer_marks, is_marked, protected_homes, law_confirmed TO tutela_casework;
