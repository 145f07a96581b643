-- Where a person is, and moves between areas. Moves are shown in lists; only the functions below write them.
SELECT show_known('people_address');
GRANT UPDATE (area_id) ON people_address TO tutela_casework;
ALTER TABLE people_address ADD CONSTRAINT address_of_person UNIQUE (id, person_id);
ALTER TABLE people_interest ADD CONSTRAINT interest_of_person UNIQUE (id, person_id);
ALTER TABLE people_move ADD CONSTRAINT move_to_the_persons_address
    FOREIGN KEY (address_id, person_id) REFERENCES people_address (id, person_id);
ALTER TABLE people_move ADD CONSTRAINT move_by_interest_in_the_person
    FOREIGN KEY (interest_id, person_id) REFERENCES people_interest (id, person_id);
CREATE UNIQUE INDEX move_open_once ON people_move (person_id) WHERE stage = 'proposed';

SELECT protect('people_whereabouts', 'addresses', list => true);
SELECT protect('people_move', 'list', list => true);
SELECT protect('people_transfer', 'addresses');
GRANT SELECT ON people_whereabouts, people_move, people_transfer TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT, UPDATE (kind, by_order, starts_on, ends_on, release_expected_on, place, source, in_error, error_why, version)
    ON people_whereabouts TO tutela_casework;
GRANT INSERT, UPDATE ("to", recipient, what_sent, sent_on, acknowledged_on, acknowledged_who, in_error, error_why, version)
    ON people_transfer TO tutela_casework;

CREATE FUNCTION area_of_team(team uuid) RETURNS uuid LANGUAGE sql STABLE SET search_path = public, pg_temp AS
$$ SELECT g.area_id FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id WHERE t.id = team $$;

CREATE FUNCTION kind_of_team(team uuid) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS
$$ SELECT g.kind::text FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id WHERE t.id = team $$;

-- Those who are told of a move: who supervises the team and, where nobody does, everybody who records in it.
CREATE FUNCTION those_told_of_moves(team uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT a.id FROM agencies_appointment a WHERE is_live(a)
       AND (('supervise' = ANY (a.powers) AND (a.team_id = team OR a.supervises_id = team))
            OR (a.team_id = team AND 'record' = ANY (a.powers)))
$$;

-- The recorded home address in another area moves the person. Only the team that manages the record does it,
-- with the file open on its own interest as for a hand-over, and only to where the address says: the area's
-- team cannot be chosen. The receiving team holds every part and the duties at once; the former team goes on
-- seeing the file until the move is acknowledged. Where nobody of the area uses this register, the move
-- waits for an acknowledgement from outside.
CREATE FUNCTION move_by_home(move uuid, person uuid, interest uuid, address uuid, acknowledge_by date, why text)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE p people_person; home people_address; former people_move; receiving uuid; moves boolean; parts_r text[]; parts_c text[];
BEGIN
    IF may_share(person, '{list}', '{list}') THEN   -- else no lock: waiting would tell that the row is there
        SELECT * INTO p FROM people_person WHERE id = person FOR UPDATE;
    END IF;
    SELECT h.parts_read, h.parts_change INTO parts_r, parts_c FROM parts_on('interest', person) h;
    SELECT * INTO home FROM people_address a WHERE a.id = address AND a.person_id = p.id
       AND a.kind IN ('home', 'no_fixed_abode', 'hostel') AND a.area_id IS NOT NULL
       AND coalesce(a.starts_on, today()) <= today() AND coalesce(a.ends_on, today()) >= today()
       AND a.person_id || ' ' || a.part = ANY (parts_opened(for_change => true));
    IF home.id IS NULL OR p.owner_team_id IS DISTINCT FROM my_team() OR p.restricted
       OR NOT may_share(person, parts_r, parts_c) OR ('list' = ANY (parts_c)) IS NOT TRUE
       OR home.area_id = area_of_team(my_team()) OR acknowledge_by < today() OR NOT i_may('record')
       OR EXISTS (SELECT FROM people_move m WHERE m.person_id = person AND m.stage = 'proposed' AND m.to_area_id = home.area_id) THEN
        RAISE EXCEPTION 'move refused' USING errcode = '42501';
    END IF;
    -- back where they came from before anybody acknowledged: the team that had them has them again
    SELECT * INTO former FROM people_move m WHERE m.person_id = person AND m.stage = 'proposed';
    receiving := CASE WHEN area_of_team(former.from_team_id) = home.area_id AND kind_of_team(former.from_team_id) = 'police'
                      THEN former.from_team_id ELSE team_taking_moves(home.area_id) END;
    moves := receiving IS NOT NULL AND kind_of_team(my_team()) = 'police';
    UPDATE people_move SET stage = 'superseded' WHERE id = former.id;
    IF receiving IS NOT NULL THEN
        INSERT INTO people_interest (id, person_id, team_id, kind, parts_read, parts_change, readers, duty_reads, restricted,
            starts_on, ends_before, granted_by_id, why, ended_why)
        VALUES (interest, person, receiving, 'manages', parts_r, parts_c, '{}', true, false, today(), '9999-12-31', current_actor(), why, '');
    END IF;
    INSERT INTO people_move (id, person_id, address_id, from_team_id, to_area_id, to_team_id, interest_id, moves_record, stage,
        moved_on, acknowledge_by, made_by_id, made_at, settled_why)
    VALUES (move, person, home.id, my_team(), home.area_id, receiving, CASE WHEN receiving IS NOT NULL THEN interest END, moves,
        'proposed', coalesce(home.starts_on, today()), acknowledge_by, current_actor(), now(), '');
    IF moves THEN
        UPDATE people_person SET owner_team_id = receiving, version = version + 1 WHERE id = person;
    END IF;
    PERFORM alert(who.id, 'move') FROM (SELECT DISTINCT those_told_of_moves(receiving) AS id) who WHERE receiving IS NOT NULL;
END $$;

-- The receiving team acknowledges, and says on which last day the former team's sight ends.
CREATE FUNCTION acknowledge_move(move uuid, former_ends_before date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE m people_move; owner uuid;
BEGIN
    SELECT * INTO m FROM people_move x WHERE x.id = move AND x.stage = 'proposed' AND x.to_team_id = my_team()
       AND may_share(x.person_id, '{list}', '{list}');
    IF m.id IS NULL OR NOT i_may('record') OR former_ends_before < today()
       OR NOT EXISTS (SELECT FROM parts_on('interest', m.person_id) h WHERE 'list' = ANY (h.parts_change)) THEN
        RAISE EXCEPTION 'acknowledgement refused' USING errcode = '42501';
    END IF;
    SELECT owner_team_id INTO owner FROM people_person WHERE id = m.person_id FOR UPDATE;
    UPDATE people_move x SET stage = 'acknowledged', settled_by_id = current_actor(), settled_at = now(), settled_why = acknowledge_move.why,
           former_ends_before = acknowledge_move.former_ends_before
     WHERE x.id = move AND x.stage = 'proposed';
    IF NOT FOUND THEN RAISE EXCEPTION 'acknowledgement refused' USING errcode = '42501'; END IF;
    IF m.moves_record THEN
        UPDATE people_interest i SET ends_before = greatest(acknowledge_move.former_ends_before, today(), i.starts_on), ended_why = acknowledge_move.why
         WHERE i.person_id = m.person_id AND i.team_id <> owner AND i.ends_before > acknowledge_move.former_ends_before
           AND i.team_id IN (SELECT x.from_team_id FROM people_move x WHERE x.person_id = m.person_id AND x.moves_record
                              AND (x.id = m.id OR x.stage = 'superseded' AND x.former_ends_before IS NULL));
        UPDATE people_move x SET former_ends_before = acknowledge_move.former_ends_before
         WHERE x.person_id = m.person_id AND x.stage = 'superseded' AND x.former_ends_before IS NULL;
        UPDATE people_allocation a SET ends_before = greatest(today(), a.starts_on)
          FROM agencies_appointment o WHERE o.id = a.appointment_id AND a.person_id = m.person_id AND a.ends_before > today()
           AND o.team_id <> owner AND o.team_id IN (SELECT x.from_team_id FROM people_move x WHERE x.person_id = m.person_id);
    END IF;
END $$;

-- A move that was wrong: until it is acknowledged, the team that made it takes it back.
CREATE FUNCTION take_back_move(move uuid, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE m people_move; p people_person;
BEGIN
    SELECT * INTO m FROM people_move x WHERE x.id = move AND x.stage = 'proposed' AND x.from_team_id = my_team()
       AND may_share(x.person_id, '{list}', '{list}');
    IF m.id IS NOT NULL THEN SELECT * INTO p FROM people_person WHERE id = m.person_id FOR UPDATE; END IF;
    IF m.id IS NULL OR NOT i_may('record') OR p.restricted
       OR p.owner_team_id IS DISTINCT FROM (CASE WHEN m.moves_record THEN m.to_team_id ELSE p.owner_team_id END)
       OR NOT EXISTS (SELECT FROM parts_on('interest', m.person_id) h WHERE 'list' = ANY (h.parts_change)) THEN
        RAISE EXCEPTION 'taking back refused' USING errcode = '42501';
    END IF;
    UPDATE people_move x SET stage = 'taken_back', settled_by_id = current_actor(), settled_at = now(), settled_why = take_back_move.why
     WHERE x.id = move AND x.stage = 'proposed';
    IF NOT FOUND THEN RAISE EXCEPTION 'taking back refused' USING errcode = '42501'; END IF;
    UPDATE people_interest i SET ends_before = greatest(today(), i.starts_on), ended_why = take_back_move.why WHERE i.id = m.interest_id;
    -- the move before it, which nobody had acknowledged, waits again
    UPDATE people_move x SET stage = 'proposed' WHERE x.id = (SELECT y.id FROM people_move y
         WHERE y.person_id = m.person_id AND y.stage = 'superseded' AND y.former_ends_before IS NULL AND y.to_team_id = m.from_team_id
         ORDER BY y.made_at DESC LIMIT 1);
    IF m.moves_record THEN
        UPDATE people_person SET owner_team_id = m.from_team_id, version = version + 1 WHERE id = m.person_id;
    END IF;
    PERFORM alert(who.id, 'move') FROM (SELECT DISTINCT those_told_of_moves(m.to_team_id) AS id) who WHERE m.to_team_id IS NOT NULL;
END $$;

-- To a force outside this register: its acknowledgement came by letter and is on the file.
CREATE FUNCTION acknowledge_from_outside(move uuid, transfer uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE people_move x SET stage = 'acknowledged', settled_by_id = current_actor(), settled_at = now()
     WHERE x.id = move AND x.stage = 'proposed' AND x.to_team_id IS NULL AND x.from_team_id = my_team()
       AND may_share(x.person_id, '{list}', '{list}') AND i_may('record')
       AND EXISTS (SELECT FROM people_transfer t WHERE t.id = transfer AND t.person_id = x.person_id
                    AND t.acknowledged_on IS NOT NULL AND NOT t.in_error);
    IF NOT FOUND THEN RAISE EXCEPTION 'acknowledgement refused' USING errcode = '42501'; END IF;
END $$;

-- Among the people whom my teams manage: whose home is in no known area, and whose is in another than ours.
-- A protected address is not told here: its own readers see it.
CREATE FUNCTION homes_to_place() RETURNS TABLE (person_id uuid, area_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE teams uuid[] := array_remove(ARRAY[my_team()], NULL) || teams_supervised(); on_day date := today();
BEGIN
    RETURN QUERY
    SELECT p.id, h.area_id FROM people_person p
      JOIN LATERAL (SELECT a.area_id FROM people_address a
                     WHERE a.person_id = p.id AND a.part = 'addresses' AND a.kind IN ('home', 'no_fixed_abode', 'hostel')
                       AND coalesce(a.starts_on, on_day) <= on_day AND coalesce(a.ends_on, on_day) >= on_day
                     ORDER BY array_position('{home,hostel,no_fixed_abode}', a.kind::text), a.starts_on DESC NULLS LAST, a.id DESC LIMIT 1) h ON true
     WHERE p.owner_team_id = ANY (teams)
       AND (h.area_id IS NULL OR h.area_id IS DISTINCT FROM area_of_team(p.owner_team_id) AND kind_of_team(p.owner_team_id) = 'police'
            AND NOT EXISTS (SELECT FROM people_move m WHERE m.person_id = p.id AND m.stage = 'proposed' AND m.to_area_id = h.area_id)
            AND NOT EXISTS (SELECT FROM people_move m WHERE m.person_id = p.id AND m.stage = 'acknowledged' AND m.to_area_id = h.area_id
                             AND m.to_team_id IS NULL))
       AND p.id IN (SELECT my_people('addresses'));
END $$;

-- The area that was chosen last for a postcode that begins so, among one's own people: the area, and nobody.
CREATE FUNCTION area_chosen_for(outward text) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT a.area_id FROM people_address a
             WHERE a.postcode_key >= outward || '0' AND a.postcode_key <= outward || '9ZZ'
               AND left(a.postcode_key, -3) = outward AND a.area_id IS NOT NULL AND a.part = 'addresses'
               AND a.person_id IN (SELECT my_people('addresses'))
             ORDER BY a.id DESC LIMIT 1);
END $$;

-- The job: a move that nobody acknowledged in time is told once to the supervisors of both teams.
CREATE FUNCTION tell_overdue_moves() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE m people_move; told integer := 0;
BEGIN
    FOR m IN SELECT * FROM people_move x WHERE x.stage = 'proposed' AND x.acknowledge_by < today() AND x.overdue_told_at IS NULL
              ORDER BY x.id LIMIT 200 FOR UPDATE SKIP LOCKED LOOP
        PERFORM alert(a.id, 'move') FROM agencies_appointment a WHERE is_live(a) AND 'supervise' = ANY (a.powers)
            AND (a.team_id IN (m.from_team_id, m.to_team_id) OR a.supervises_id IN (m.from_team_id, m.to_team_id));
        UPDATE people_move SET overdue_told_at = now() WHERE id = m.id;
        told := told + 1;
    END LOOP;
    RETURN told;
END $$;

-- The contact card says missing as long as the file does, whoever forgets to set the card.
CREATE FUNCTION status_of(person uuid, on_card text) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN coalesce(on_card, 'none') = 'none' AND EXISTS (SELECT FROM people_whereabouts w
        WHERE w.person_id = person AND w.kind = 'missing' AND NOT w.in_error AND w.starts_on <= today()
          AND (w.ends_on IS NULL OR w.ends_on > today())) THEN 'missing' ELSE coalesce(on_card, 'none') END
$$;
CREATE OR REPLACE FUNCTION contact_cards(lookup uuid) RETURNS TABLE (answer uuid, photograph bytea, surname text, given_names text,
        born_said text, warnings text, status text, prohibitions text, team text, ring_day text, ring_night text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.id,
           CASE WHEN shows ? 'photograph' THEN c.photograph END,
           CASE WHEN shows ? 'name' THEN p.surname ELSE '' END::text,
           CASE WHEN shows ? 'name' THEN p.given_names ELSE '' END::text,
           CASE WHEN shows ? 'name' THEN p.born_said ELSE '' END::text,
           CASE WHEN shows ? 'warnings' THEN coalesce(c.warnings, '') ELSE '' END::text,
           CASE WHEN shows ? 'status' THEN status_of(p.id, c.status) ELSE 'none' END::text,
           CASE WHEN shows ? 'prohibitions' THEN coalesce(c.prohibitions, '') ELSE '' END::text,
           t.name::text,
           coalesce(nullif(c.ring_day, ''), t.ring_day)::text, coalesce(nullif(c.ring_night, ''), t.ring_night)::text
      FROM people_lookup l JOIN people_lookupanswer a ON a.lookup_id = l.id
      JOIN people_person p ON p.id = a.person_id
      JOIN agencies_team t ON t.id = p.owner_team_id
      LEFT JOIN people_card c ON c.person_id = p.id
      CROSS JOIN LATERAL (SELECT to_jsonb(CASE WHEN p.restricted THEN coalesce(c.shows_when_restricted::text[], '{}')
            ELSE ARRAY['name', 'photograph', 'warnings', 'status', 'prohibitions'] END)) s(shows)
     WHERE l.id = lookup AND l.kind = 'card' AND l.actor = current_actor() AND l.at > now() - interval '15 minutes'
       AND l.xact <> coalesce(pg_current_xact_id_if_assigned(), '0') AND shows <> '[]'::jsonb
     ORDER BY a.id;
END $$;

GRANT EXECUTE ON FUNCTION move_by_home, acknowledge_move, take_back_move, acknowledge_from_outside, homes_to_place, area_chosen_for
    TO tutela_casework;
GRANT EXECUTE ON FUNCTION tell_overdue_moves TO tutela_register;
