-- A row of a person names a row of the same person.
ALTER TABLE notification_requirements_breach ADD CONSTRAINT breach_of_the_persons_due
    FOREIGN KEY (due_id, person_id) REFERENCES notification_requirements_due (id, person_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notification_requirements_breach ADD CONSTRAINT breach_of_the_persons_result
    FOREIGN KEY (result_id, person_id) REFERENCES court_orders_result (id, person_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notification_requirements_breachstep ADD CONSTRAINT step_of_the_persons_breach
    FOREIGN KEY (breach_id, person_id) REFERENCES notification_requirements_breach (id, person_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notification_requirements_reviewstep ADD CONSTRAINT step_of_the_persons_review
    FOREIGN KEY (review_id, person_id) REFERENCES notification_requirements_review (id, person_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notification_requirements_reviewnotice ADD CONSTRAINT notice_of_the_persons_review
    FOREIGN KEY (review_id, person_id) REFERENCES notification_requirements_review (id, person_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notification_requirements_reviewmatter ADD CONSTRAINT matter_of_the_persons_review
    FOREIGN KEY (review_id, person_id) REFERENCES notification_requirements_review (id, person_id) DEFERRABLE INITIALLY DEFERRED;

-- Where each stands is a line of a list; what was said and why is in the file.
SELECT protect('notification_requirements_breach', 'notifications', list => true);
SELECT protect('notification_requirements_breachstep', 'notifications');
SELECT protect('notification_requirements_review', 'notifications', list => true);
SELECT protect('notification_requirements_reviewstep', 'notifications');
SELECT protect('notification_requirements_reviewnotice', 'notifications');
SELECT protect('notification_requirements_reviewmatter', 'notifications');
SELECT protect('notification_requirements_parentaldirection', 'notifications');
SELECT protect('notification_requirements_entered', 'notifications', list => true);

GRANT SELECT ON notification_requirements_breach, notification_requirements_breachstep, notification_requirements_review,
    notification_requirements_reviewstep, notification_requirements_reviewnotice, notification_requirements_reviewmatter,
    notification_requirements_parentaldirection, notification_requirements_entered
    TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT ON notification_requirements_entered TO tutela_register;   -- an extract brings what is there already
GRANT INSERT ON notification_requirements_breachstep, notification_requirements_reviewstep, notification_requirements_entered
    TO tutela_casework;
GRANT INSERT, UPDATE (stage, proposed, is_explained, result_id, version) ON notification_requirements_breach TO tutela_casework;
GRANT INSERT, UPDATE (due_id, about, due_on, alleged_only_after, ended_on, is_verified, version)
    ON notification_requirements_breach TO tutela_register;
GRANT INSERT, UPDATE (stage, acknowledged_on, bodies_told_on, proposed, proposed_by_id, determined_on, determined_by_id, rank,
    again_after_months, notice_given_on, notice_received_on, appealed_on, court_decided_on, version)
    ON notification_requirements_review TO tutela_casework;
GRANT INSERT, UPDATE (answer, answered_on, said, version) ON notification_requirements_reviewnotice TO tutela_casework;
GRANT INSERT, UPDATE (considered, written_by_id, version) ON notification_requirements_reviewmatter TO tutela_casework;
GRANT INSERT, UPDATE (ends_on, discharged_on, discharged_why, reached_at, version)
    ON notification_requirements_parentaldirection TO tutela_casework;

SELECT watch_facts('notification_requirements_review');
SELECT watch_facts('notification_requirements_parentaldirection');

-- Four eyes ----------------------------------------------------------------------------------------
-- Two accounts of one person are one pair of eyes.
CREATE FUNCTION are_two(one uuid, other uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT count(DISTINCT a.user_id) FROM agencies_appointment a WHERE a.id IN (one, other)) = 2;
END $$;

-- Who writes a step stands under it; who frees a person from suspicion supervises, and is not who recommended it last.
CREATE FUNCTION breach_step_is_true() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE recommended notification_requirements_breachstep;
BEGIN
    IF current_actor() IS NOT NULL AND new.made_by_id <> current_actor() THEN
        RAISE EXCEPTION 'a step is written by who takes it' USING errcode = '42501';
    END IF;
    IF new.leads_to NOT IN ('no_action', 'excused', 'not_missed') THEN RETURN new; END IF;
    SELECT * INTO recommended FROM notification_requirements_breachstep s
     WHERE s.breach_id = new.breach_id ORDER BY s.id DESC LIMIT 1;
    IF recommended.kind IS DISTINCT FROM 'propose' OR recommended.proposed <> new.leads_to
       OR recommended.made_by_id <> new.proposed_by_id OR NOT are_two(new.made_by_id, new.proposed_by_id)
       OR NOT EXISTS (SELECT FROM agencies_appointment a WHERE a.id = new.made_by_id AND 'supervise' = ANY (a.powers)) THEN
        RAISE EXCEPTION 'another officer, who supervises, decides what was recommended' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER true_step BEFORE INSERT ON notification_requirements_breachstep
    FOR EACH ROW EXECUTE FUNCTION breach_step_is_true();

-- A possible breach stands where its last step led it.
CREATE FUNCTION breach_follows_its_steps() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE stage_now text; led_to text;
BEGIN
    SELECT b.stage INTO stage_now FROM notification_requirements_breach b WHERE b.id = new.id;
    SELECT s.leads_to INTO led_to FROM notification_requirements_breachstep s
     WHERE s.breach_id = new.id ORDER BY s.id DESC LIMIT 1;
    IF stage_now IS DISTINCT FROM coalesce(led_to, 'opened') THEN
        RAISE EXCEPTION 'a possible breach moves by a step' USING errcode = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER by_steps AFTER INSERT OR UPDATE ON notification_requirements_breach DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION breach_follows_its_steps();

-- A determination is settled once, by a supervising officer who is not who recommended it, each under their own name.
CREATE FUNCTION review_is_determined_by_another() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE was notification_requirements_review;
BEGIN
    IF tg_op = 'UPDATE' THEN was := old; END IF;
    IF was.determined_by_id IS NOT NULL AND (new.determined_by_id, new.proposed_by_id, new.determined_on, new.proposed, new.rank)
           IS DISTINCT FROM (was.determined_by_id, was.proposed_by_id, was.determined_on, was.proposed, was.rank) THEN
        RAISE EXCEPTION 'a determination stays as it was made' USING errcode = '23514';
    END IF;
    IF new.proposed_by_id IS NOT NULL AND new.proposed_by_id IS DISTINCT FROM was.proposed_by_id
       AND current_actor() IS NOT NULL AND new.proposed_by_id <> current_actor() THEN
        RAISE EXCEPTION 'a recommendation is made by who writes it' USING errcode = '42501';
    END IF;
    IF new.determined_by_id IS NOT NULL AND was.determined_by_id IS NULL AND (
           (current_actor() IS NOT NULL AND new.determined_by_id <> current_actor())
           OR was.proposed_by_id IS DISTINCT FROM new.proposed_by_id OR NOT are_two(new.determined_by_id, new.proposed_by_id)
           OR NOT EXISTS (SELECT FROM agencies_appointment a WHERE a.id = new.determined_by_id AND 'supervise' = ANY (a.powers))) THEN
        RAISE EXCEPTION 'another officer, who supervises, determines what was recommended' USING errcode = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER determined_by_another BEFORE INSERT OR UPDATE ON notification_requirements_review
    FOR EACH ROW EXECUTE FUNCTION review_is_determined_by_another();

-- What is not yet in the national system -------------------------------------------------------------
-- Of these people, as far as the actor's lists reach: which rows have a version that nobody entered
-- there, and since when. Offences and sentences are part of their result, clauses of their order.
CREATE FUNCTION not_entered(people uuid[]) RETURNS TABLE (person_id uuid, kind text, row_id uuid, of_version bigint, changed_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE of_part text; mine uuid[]; tables text[] := ARRAY['people_name', 'people_birthdate', 'people_address', 'people_whereabouts',
    'court_orders_result', 'court_orders_offence', 'court_orders_sentence', 'court_orders_order', 'court_orders_clause',
    'notification_requirements_notification', 'notification_requirements_travel', 'notification_requirements_parentaldirection'];
BEGIN
    FOREACH of_part IN ARRAY ARRAY['identity', 'addresses', 'protected', 'convictions', 'orders', 'notifications'] LOOP
        mine := ARRAY(SELECT m.id FROM (SELECT my_people(of_part) UNION SELECT unnest(people_opened(of_part))) m(id)
                       WHERE m.id = ANY (people));
        CONTINUE WHEN cardinality(mine) = 0;
        RETURN QUERY
        WITH marks AS MATERIALIZED (
            SELECT e.person_id, max(e.written_at) AS at FROM notification_requirements_entered e
             WHERE e.kind = 'everything' AND e.person_id = ANY (mine) GROUP BY 1
        ), there AS MATERIALIZED (
            SELECT e.row_id, max(e.of_version) AS version FROM notification_requirements_entered e
             WHERE e.kind <> 'everything' AND e.person_id = ANY (mine) GROUP BY 1
        ), latest AS (
            SELECT h.person_id, h.tablename, h.row_id, max(h.version) AS version, max(h.at) AS at,
                   max(h.version) FILTER (WHERE h.gone) AS gone,
                   min(CASE WHEN h.tablename IN ('court_orders_offence', 'court_orders_sentence') THEN h.doc ->> 'result_id'
                            WHEN h.tablename = 'court_orders_clause' THEN h.doc ->> 'order_id' END)::uuid AS parent
              FROM audit_history h
             WHERE h.person_id = ANY (mine) AND h.part = of_part AND h.tablename = ANY (tables)
             GROUP BY h.person_id, h.tablename, h.row_id
        ), items AS (
            SELECT l.person_id, CASE WHEN l.tablename IN ('court_orders_offence', 'court_orders_sentence') THEN 'court_orders_result'
                    WHEN l.tablename = 'court_orders_clause' THEN 'court_orders_order' ELSE l.tablename END AS kind,
                   coalesce(l.parent, l.row_id) AS row_id, sum(l.version)::bigint AS version, max(l.at) AS at
              FROM latest l WHERE l.gone IS DISTINCT FROM l.version GROUP BY 1, 2, 3
        )
        SELECT i.person_id, i.kind, i.row_id, i.version, i.at FROM items i
          LEFT JOIN marks m ON m.person_id = i.person_id LEFT JOIN there t ON t.row_id = i.row_id
         WHERE (m.at IS NULL OR m.at < i.at) AND (t.version IS NULL OR t.version < i.version);
    END LOOP;
END $$;

GRANT EXECUTE ON FUNCTION not_entered TO tutela_casework;
