-- Court results of an extract: the columns that an officer's pages write, as the import's own job.
GRANT INSERT, UPDATE (kind, relevant_on, court, reference, jurisdiction, is_foreign, stage, cancelled_on, trial_concluded_on,
    source, version) ON court_orders_result TO tutela_register;
GRANT INSERT, UPDATE (code, title, paragraph, committed_from, committed_to, victim_age, intended_victim_age,
    for_sexual_gratification, version) ON court_orders_offence TO tutela_register;
GRANT INSERT, UPDATE (offence_id, kind, months, days, suspended, sentence, extension_months, extension_days, supervision_months,
    supervision_days, made_on, consecutive_to_id, partly_concurrent_with_id, overlap_months, overlap_days, version)
    ON court_orders_sentence TO tutela_register;
