-- Any officer tells that somebody was found elsewhere: one row, the same for somebody known and for nobody,
-- with the place. It goes where everything told goes.
CREATE FUNCTION tell_found(told uuid, surname text, given_names text, born_said text, number_said text,
        learnt text, when_said text, source text, surname_key text, given_key text, born_earliest date,
        born_latest date, number_keys text[], found_lines text, found_postcode text, found_area uuid, found_on date,
        lives_there text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_actor() IS NULL THEN RAISE EXCEPTION 'nobody is acting' USING errcode = '28000'; END IF;
    INSERT INTO contact_log_told (id, told_by_id, told_at, surname, given_names, born_said, number_said, address_said,
        learnt, when_said, source, surname_key, given_key, born_earliest, born_latest, number_keys,
        kind, found_lines, found_postcode, found_area_id, found_on, lives_there)
    VALUES (told, current_actor(), now(), surname, given_names, born_said, number_said, '',
        learnt, when_said, source, surname_key, given_key, born_earliest, born_latest, number_keys,
        'found', found_lines, found_postcode, found_area, found_on, lives_there);
END $$;
GRANT EXECUTE ON FUNCTION tell_found TO tutela_casework;
