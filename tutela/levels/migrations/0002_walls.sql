-- Category and level: what is so from which day to which. Read with docs/adr: legal facts without gap.
ALTER TABLE levels_screening ADD CONSTRAINT screening_of_person UNIQUE (id, person_id);
ALTER TABLE levels_decision ADD CONSTRAINT decision_of_person UNIQUE (id, person_id);
ALTER TABLE levels_decision ADD CONSTRAINT decision_on_a_screening_of_the_same_person
    FOREIGN KEY (screening_id, person_id) REFERENCES levels_screening (id, person_id);

-- A chain: each period but the first begins when another of the person ends, and each but the last is followed that day.
-- With one first, and each begin and each end once, no two overlap and no day between is left out. Within one record.
ALTER TABLE levels_category ADD goes_on_at date GENERATED ALWAYS AS (CASE WHEN ends_before < '9999-12-31' THEN ends_before END) STORED;
ALTER TABLE levels_category ADD CONSTRAINT category_follows
    FOREIGN KEY (person_id, follows_on) REFERENCES levels_category (person_id, ends_before) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE levels_category ADD CONSTRAINT category_is_followed
    FOREIGN KEY (person_id, goes_on_at) REFERENCES levels_category (person_id, starts_on) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE levels_category ADD CONSTRAINT category_by_a_decision_of_the_same_person
    FOREIGN KEY (decision_id, person_id) REFERENCES levels_decision (id, person_id);
ALTER TABLE levels_level ADD goes_on_at date GENERATED ALWAYS AS (CASE WHEN ends_before < '9999-12-31' THEN ends_before END) STORED;
ALTER TABLE levels_level ADD CONSTRAINT level_follows
    FOREIGN KEY (person_id, follows_on) REFERENCES levels_level (person_id, ends_before) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE levels_level ADD CONSTRAINT level_is_followed
    FOREIGN KEY (person_id, goes_on_at) REFERENCES levels_level (person_id, starts_on) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE levels_level ADD CONSTRAINT level_by_a_decision_of_the_same_person
    FOREIGN KEY (decision_id, person_id) REFERENCES levels_decision (id, person_id);

-- Lists show what is so; why it is so is read in the file alone.
SELECT protect('levels_screening', 'levels');
SELECT protect('levels_decision', 'levels');
SELECT protect('levels_category', 'levels', list => true);
SELECT protect('levels_level', 'levels', list => true);
SELECT protect('levels_reckoned', 'levels', list => true);

-- Nobody decides or screens in another's name.
CREATE POLICY by_oneself ON levels_screening AS RESTRICTIVE FOR INSERT TO tutela_casework, tutela_worker
    WITH CHECK (screened_by_id = (SELECT current_actor()));
CREATE POLICY by_oneself ON levels_decision AS RESTRICTIVE FOR INSERT TO tutela_casework, tutela_worker
    WITH CHECK (decided_by_id = (SELECT current_actor()));

GRANT SELECT ON levels_screening, levels_decision, levels_category, levels_level, levels_reckoned
    TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT ON levels_screening TO tutela_casework;
GRANT INSERT ON levels_decision, levels_category, levels_level, levels_reckoned TO tutela_casework, tutela_register;
-- A later decision cuts a period short, or takes its place from its first day on; the decision itself never changes.
GRANT UPDATE (category, ends_before, follows_on, decision_id, version) ON levels_category TO tutela_casework, tutela_register;
GRANT UPDATE (level, ends_before, follows_on, decision_id, version) ON levels_level TO tutela_casework, tutela_register;
GRANT UPDATE (category, starts_on, because, doubts, again_on, is_verified, facts_digest, made_at, version) ON levels_reckoned
    TO tutela_casework, tutela_register;

-- Marks: whoever writes a fact that the category rests on leaves one; it says nothing but who.
ALTER TABLE levels_stale ADD xact xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX levels_stale_xact ON levels_stale (xact);
ALTER TABLE levels_stale ENABLE ROW LEVEL SECURITY;
CREATE POLICY register ON levels_stale TO tutela_register USING (true);
GRANT SELECT, DELETE ON levels_stale TO tutela_register;

CREATE FUNCTION mark_levels_stale() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF tg_op = 'DELETE' THEN
        INSERT INTO levels_stale (id, person_id, is_answered, at)
        SELECT gen_random_uuid(), c.person_id, false, now() FROM (SELECT DISTINCT person_id FROM was) c;
    ELSE
        INSERT INTO levels_stale (id, person_id, is_answered, at)
        SELECT gen_random_uuid(), c.person_id, false, now() FROM (SELECT DISTINCT person_id FROM is_now) c;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION watch_levels(tab text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER levels_added AFTER INSERT ON %I REFERENCING NEW TABLE AS is_now FOR EACH STATEMENT EXECUTE FUNCTION mark_levels_stale()', tab);
    EXECUTE format('CREATE TRIGGER levels_changed AFTER UPDATE ON %I REFERENCING NEW TABLE AS is_now FOR EACH STATEMENT EXECUTE FUNCTION mark_levels_stale()', tab);
    EXECUTE format('CREATE TRIGGER levels_gone AFTER DELETE ON %I REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION mark_levels_stale()', tab);
END $$;

CREATE FUNCTION unwatch_levels(tab text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('DROP TRIGGER levels_added ON %1$I; DROP TRIGGER levels_changed ON %1$I; DROP TRIGGER levels_gone ON %1$I', tab);
END $$;

SELECT watch_levels(t) FROM unnest(ARRAY['notification_requirements_determination', 'court_orders_result',
    'court_orders_offence', 'court_orders_sentence']) t;
-- whoever is recorded already is looked at as well
INSERT INTO levels_stale (id, person_id, is_answered, at)
SELECT gen_random_uuid(), p.person_id, false, now() FROM (
    SELECT person_id FROM court_orders_result UNION SELECT person_id FROM notification_requirements_determination) p;

-- Those whose facts this transaction changed: it knows them already.
CREATE FUNCTION levels_marked_here() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT DISTINCT s.person_id FROM levels_stale s
                  WHERE s.xact = pg_current_xact_id_if_assigned() AND NOT s.is_answered);
END $$;

CREATE FUNCTION answer_levels_marks(people uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE levels_stale SET is_answered = true WHERE xact = pg_current_xact_id_if_assigned() AND person_id = ANY (people);
END $$;

GRANT EXECUTE ON FUNCTION levels_marked_here, answer_levels_marks TO tutela_casework;
