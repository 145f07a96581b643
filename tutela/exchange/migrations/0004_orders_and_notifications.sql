-- Orders, clauses, whereabouts and notifications of an extract, as the import's own job. The certified wording of a
-- clause goes where few may read it; nothing else of the wording is written by the import.
GRANT INSERT, UPDATE (kind, interim, called, country, made_on, served_on, ends_on, court, reference, result_id, stage, ended_on,
    source, version) ON court_orders_order TO tutela_register;
GRANT INSERT, UPDATE (number, kind, starts_on, ends_on, supervisor, names_no_supervisor, about_travel, version)
    ON court_orders_clause TO tutela_register;
GRANT INSERT ON court_orders_certifiedwording TO tutela_register;
GRANT INSERT, UPDATE (kind, by_order, starts_on, ends_on, release_expected_on, place, source, version)
    ON people_whereabouts TO tutela_register;
GRANT INSERT, UPDATE (kind, of, given_on, happened_on, expected_on, station_said, by_parent, resets_year, resets_because, version)
    ON notification_requirements_notification TO tutela_register;
GRANT UPDATE (area_id) ON people_address TO tutela_register;
