-- Orders, their clauses and their breaches are a part of the file; every row is held to its order and to the same person.
ALTER TABLE court_orders_order ADD CONSTRAINT order_of_person UNIQUE (id, person_id);
ALTER TABLE court_orders_order ADD CONSTRAINT result_of_the_same_person
    FOREIGN KEY (result_id, person_id) REFERENCES court_orders_result (id, person_id);
ALTER TABLE court_orders_orderchange ADD CONSTRAINT change_of_order_and_person UNIQUE (id, order_id, person_id);
ALTER TABLE court_orders_orderchange ADD CONSTRAINT change_of_the_persons_order
    FOREIGN KEY (order_id, person_id) REFERENCES court_orders_order (id, person_id);
ALTER TABLE court_orders_clause ADD CONSTRAINT clause_of_person UNIQUE (id, person_id);
ALTER TABLE court_orders_clause ADD CONSTRAINT clause_of_order_and_person UNIQUE (id, order_id, person_id);
ALTER TABLE court_orders_clause ADD CONSTRAINT clause_of_the_persons_order
    FOREIGN KEY (order_id, person_id) REFERENCES court_orders_order (id, person_id);
ALTER TABLE court_orders_clause ADD CONSTRAINT clause_replaces_one_of_its_order
    FOREIGN KEY (replaces_id, order_id, person_id) REFERENCES court_orders_clause (id, order_id, person_id);
ALTER TABLE court_orders_clause ADD CONSTRAINT clause_added_by_a_change_of_its_order
    FOREIGN KEY (added_by_id, order_id, person_id) REFERENCES court_orders_orderchange (id, order_id, person_id);
ALTER TABLE court_orders_clause ADD CONSTRAINT clause_ended_by_a_change_of_its_order
    FOREIGN KEY (ended_by_id, order_id, person_id) REFERENCES court_orders_orderchange (id, order_id, person_id);
ALTER TABLE court_orders_passport ADD CONSTRAINT passport_under_the_persons_order
    FOREIGN KEY (order_id, person_id) REFERENCES court_orders_order (id, person_id);
ALTER TABLE court_orders_orderbreach ADD CONSTRAINT breach_of_the_persons_order
    FOREIGN KEY (order_id, person_id) REFERENCES court_orders_order (id, person_id);
ALTER TABLE court_orders_orderbreach ADD CONSTRAINT breach_of_a_clause_of_its_order
    FOREIGN KEY (clause_id, order_id, person_id) REFERENCES court_orders_clause (id, order_id, person_id);
ALTER TABLE court_orders_orderbreach ADD CONSTRAINT breach_ends_in_a_result_of_the_same_person
    FOREIGN KEY (result_id, person_id) REFERENCES court_orders_result (id, person_id);
ALTER TABLE court_orders_orderbreach ADD CONSTRAINT breach_ends_in_a_sentence_of_the_same_person
    FOREIGN KEY (sentence_id, person_id) REFERENCES court_orders_sentence (id, person_id);
ALTER TABLE court_orders_token ADD CONSTRAINT token_of_person UNIQUE (id, person_id);
ALTER TABLE court_orders_meaning ADD CONSTRAINT meaning_of_the_persons_token
    FOREIGN KEY (token_id, person_id) REFERENCES court_orders_token (id, person_id);
ALTER TABLE court_orders_certifiedwording ADD CONSTRAINT wording_of_the_persons_clause
    FOREIGN KEY (clause_id, person_id) REFERENCES court_orders_clause (id, person_id);
ALTER TABLE court_orders_resolution ADD CONSTRAINT look_at_the_persons_order
    FOREIGN KEY (order_id, person_id) REFERENCES court_orders_order (id, person_id);

SELECT protect('court_orders_order', 'orders');
SELECT protect('court_orders_orderchange', 'orders');
SELECT protect('court_orders_clause', 'orders');
SELECT protect('court_orders_passport', 'orders');
SELECT protect('court_orders_orderbreach', 'orders');
SELECT protect('court_orders_token', 'orders');
SELECT protect('court_orders_meaning', 'protected');
SELECT protect('court_orders_certifiedwording', 'protected');
SELECT protect('court_orders_resolution', 'protected');

GRANT SELECT ON court_orders_order, court_orders_orderchange, court_orders_clause, court_orders_passport, court_orders_orderbreach,
    court_orders_token, court_orders_meaning, court_orders_certifiedwording, court_orders_resolution
    TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT, UPDATE (kind, interim, called, country, made_on, served_on, ends_on, court, reference, result_id, stage, ended_on,
    appealed, source, version) ON court_orders_order TO tutela_casework;
GRANT INSERT ON court_orders_orderchange, court_orders_token, court_orders_meaning, court_orders_certifiedwording TO tutela_casework;
GRANT INSERT, UPDATE (number, kind, wording, starts_on, ends_on, place, supervisor, names_no_supervisor, monitored, about_travel,
    on_card, ended_by_id, version) ON court_orders_clause TO tutela_casework;
GRANT INSERT, UPDATE (number, country, surrendered_on, surrendered_at, returned_on, returned_to, version)
    ON court_orders_passport TO tutela_casework;
GRANT INSERT, UPDATE (clause_id, happened_on, when_said, what, evidence, decision, decided_on, decided_by, decided_because, charged_on,
    charge, outcome, outcome_on, outcome_court, result_id, sentence_id, version) ON court_orders_orderbreach TO tutela_casework;

-- What tokens stand for ---------------------------------------------------------------------------
-- Asked in one transaction, with the reason; read in the next, for a quarter of an hour, on that one page.
CREATE FUNCTION ask_for_meanings(resolution uuid, of_order uuid, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE whose uuid;
BEGIN
    SELECT o.person_id INTO whose FROM court_orders_order o WHERE o.id = of_order AND o.person_id = ANY (people_opened('orders'))
       AND o.person_id = ANY (people_opened('protected'));
    IF whose IS NULL OR char_length(btrim(why)) < 10 THEN
        RAISE EXCEPTION 'resolution refused' USING errcode = '42501';
    END IF;
    INSERT INTO court_orders_resolution (id, order_id, person_id, why, asked_by_id, asked_at)
    VALUES (resolution, of_order, whose, btrim(why), current_actor(), now());
END $$;

-- Those whose tokens this page resolves: the page's own entry says so, and a reason was committed before it.
CREATE FUNCTION people_resolved() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(DISTINCT c.person_id), '{}') FROM audit_consultation c
             WHERE c.xact = pg_current_xact_id_if_assigned() AND c.at = now() AND c.told = current_told()
               AND c.page = 'court_orders:meanings' AND c.known_at IS NULL AND 'protected' = ANY (c.parts_read)
               AND EXISTS (SELECT FROM court_orders_resolution r WHERE r.person_id = c.person_id AND r.asked_by_id = current_actor()
                           AND r.asked_at < now() AND r.asked_at > now() - interval '15 minutes'));
END $$;

-- Who may not read what a name stands for cannot find it out by asking; who may, is told of words that still stand in a clause.
CREATE FUNCTION token_words(person uuid, asked text[]) RETURNS TABLE (word text, label text, is_whole boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT a.word, t.label::text, m.whole_key = a.word
      FROM court_orders_meaning m JOIN court_orders_token t ON t.id = m.token_id
      JOIN unnest(asked) a(word) ON a.word = m.whole_key OR a.word = ANY (m.word_keys)
     WHERE m.person_id = token_words.person AND token_words.person = ANY (people_opened('protected'));
END $$;

CREATE POLICY resolved ON court_orders_meaning AS RESTRICTIVE FOR SELECT TO tutela_casework, tutela_worker
    USING (person_id = ANY ((SELECT people_resolved())::uuid[]));
CREATE POLICY resolved ON court_orders_certifiedwording AS RESTRICTIVE FOR SELECT TO tutela_casework, tutela_worker
    USING (person_id = ANY ((SELECT people_resolved())::uuid[]));
CREATE POLICY resolved ON audit_history AS RESTRICTIVE FOR SELECT TO tutela_casework, tutela_worker USING (
    tablename NOT IN ('court_orders_meaning', 'court_orders_certifiedwording', 'court_orders_resolution')
    OR person_id = ANY ((SELECT people_resolved())::uuid[]));
-- who governs reads who asked and why, never what was shown
CREATE POLICY governed ON court_orders_resolution FOR SELECT TO tutela_casework USING (
    (SELECT i_may('govern')) AND (asked_by_id = ANY ((SELECT appointments_answered_for())::uuid[])
                                  OR person_id IN (SELECT people_governed())));

-- The job that keeps contact cards current when a clause begins or ends by itself.
GRANT UPDATE (prohibitions, version) ON people_card TO tutela_register;

GRANT EXECUTE ON FUNCTION ask_for_meanings, people_resolved, token_words TO tutela_casework, tutela_worker;
