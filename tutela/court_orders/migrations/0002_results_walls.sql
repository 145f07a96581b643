-- Court results are a part of the file: offences, sentences and changes are held to their result,
-- links between sentences to the same person, and all of it to who may read convictions.
ALTER TABLE court_orders_result ADD CONSTRAINT result_of_person UNIQUE (id, person_id);
ALTER TABLE court_orders_result ADD CONSTRAINT document_of_the_same_person
    FOREIGN KEY (document_id, person_id) REFERENCES documents_document (id, person_id);
ALTER TABLE court_orders_offence ADD CONSTRAINT offence_of_result_and_person UNIQUE (id, result_id, person_id);
ALTER TABLE court_orders_offence ADD CONSTRAINT offence_of_the_persons_result
    FOREIGN KEY (result_id, person_id) REFERENCES court_orders_result (id, person_id);
ALTER TABLE court_orders_sentence ADD CONSTRAINT sentence_of_person UNIQUE (id, person_id);
ALTER TABLE court_orders_sentence ADD CONSTRAINT sentence_of_the_persons_result
    FOREIGN KEY (result_id, person_id) REFERENCES court_orders_result (id, person_id);
ALTER TABLE court_orders_sentence ADD CONSTRAINT sentence_for_an_offence_of_its_result
    FOREIGN KEY (offence_id, result_id, person_id) REFERENCES court_orders_offence (id, result_id, person_id);
ALTER TABLE court_orders_sentence ADD CONSTRAINT sentence_follows_one_of_the_same_person
    FOREIGN KEY (consecutive_to_id, person_id) REFERENCES court_orders_sentence (id, person_id);
ALTER TABLE court_orders_sentence ADD CONSTRAINT sentence_overlaps_one_of_the_same_person
    FOREIGN KEY (partly_concurrent_with_id, person_id) REFERENCES court_orders_sentence (id, person_id);
ALTER TABLE court_orders_resultchange ADD CONSTRAINT change_of_the_persons_result
    FOREIGN KEY (result_id, person_id) REFERENCES court_orders_result (id, person_id);

SELECT protect('court_orders_result', 'convictions');
SELECT protect('court_orders_offence', 'convictions');
SELECT protect('court_orders_sentence', 'convictions');
SELECT protect('court_orders_resultchange', 'convictions');

GRANT SELECT ON court_orders_result, court_orders_offence, court_orders_sentence, court_orders_resultchange
    TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT, UPDATE (kind, relevant_on, court, reference, jurisdiction, is_foreign, stage, cancelled_on, trial_concluded_on,
    source, document_id, version) ON court_orders_result TO tutela_casework;
GRANT INSERT, UPDATE (code, title, paragraph, committed_from, committed_to, victim_age, intended_victim_age,
    for_sexual_gratification, stage, version) ON court_orders_offence TO tutela_casework;
GRANT INSERT, UPDATE (offence_id, kind, months, days, suspended, sentence, extension_months, extension_days, supervision_months,
    supervision_days, made_on, consecutive_to_id, partly_concurrent_with_id, overlap_months, overlap_days, stage, version)
    ON court_orders_sentence TO tutela_casework;
GRANT INSERT ON court_orders_resultchange TO tutela_casework;
