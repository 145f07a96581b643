-- Likely the same person. The pair names both records and is nobody's to read; each owner has a side that names
-- the own record only, and whom to ring. A restricted record is told of to nobody: its own owner hears first, and
-- the other only when that owner has said yes.
ALTER TABLE matching_likeness ADD CONSTRAINT likeness_of_person UNIQUE (id, person_id);
ALTER TABLE matching_pair ENABLE ROW LEVEL SECURITY;
CREATE POLICY register ON matching_pair TO tutela_register USING (true);
-- a part that nobody holds: the history of pairs is part of nobody's file
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON matching_pair FOR EACH ROW EXECUTE FUNCTION keep('person_id', 'matching');
-- the owner's own business: a team that supports the person is not told who else holds a record, nor its history
SELECT protect('matching_likeness', 'matching');
DROP POLICY readable ON matching_likeness;
CREATE POLICY readable ON matching_likeness FOR SELECT TO tutela_casework, tutela_worker USING (
    person_id IN (SELECT my_people('identity')) AND EXISTS (SELECT FROM people_person p
        WHERE p.id = person_id AND p.owner_team_id = ANY ((SELECT my_teams())::uuid[])));
SELECT protect('matching_join', 'list', also => 'other_person_id');
-- in lists too, but only for who sees both records: the row names both
DROP POLICY readable ON matching_join;
CREATE POLICY readable ON matching_join FOR SELECT TO tutela_casework, tutela_worker USING (
    (person_id = ANY ((SELECT people_opened('list'))::uuid[]) OR person_id IN (SELECT my_people('list')))
    AND (other_person_id = ANY ((SELECT people_opened('list'))::uuid[]) OR other_person_id IN (SELECT my_people('list'))));
GRANT SELECT ON matching_likeness, matching_join TO tutela_casework, tutela_worker, tutela_register;
GRANT SELECT, INSERT ON matching_pair TO tutela_register;
GRANT INSERT ON matching_likeness TO tutela_register;

-- The side of the pair for each owner who may be told: one where both records have the same owner.
CREATE FUNCTION tell_likeness(of_pair uuid, to_person uuid) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO matching_likeness (id, pair_id, person_id, other_team_id, score, reasons, found_at, answer, why, outcome, version)
    SELECT gen_random_uuid(), p.id, to_person, o.owner_team_id, p.score, p.reasons, now(), '', '', '', 1
      FROM matching_pair p JOIN people_person o
        ON o.id = CASE WHEN p.person_id = to_person THEN p.other_person_id ELSE p.person_id END
     WHERE p.id = of_pair
    ON CONFLICT (pair_id, person_id) DO NOTHING;
END $$;

-- The import and other jobs of the register: pairs that were found, each once, and their sides.
CREATE FUNCTION found_likely(one uuid, two uuid, score integer, reasons text[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE made uuid; a people_person; b people_person;
BEGIN
    INSERT INTO matching_pair (id, person_id, other_person_id, score, reasons, found_at)
    VALUES (gen_random_uuid(), least(one, two), greatest(one, two), score, reasons, now())
    ON CONFLICT (person_id, other_person_id) DO NOTHING RETURNING id INTO made;
    IF made IS NULL THEN RETURN false; END IF;
    SELECT * INTO a FROM people_person WHERE id = one;
    SELECT * INTO b FROM people_person WHERE id = two;
    IF NOT b.restricted OR a.owner_team_id = b.owner_team_id THEN PERFORM tell_likeness(made, one); END IF;
    IF NOT a.restricted AND a.owner_team_id <> b.owner_team_id THEN PERFORM tell_likeness(made, two); END IF;
    RETURN true;
END $$;

-- The record on the other side, where the actor may see it anyway; nothing else tells of it.
CREATE FUNCTION other_of(likeness uuid) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE other uuid;
BEGIN
    SELECT CASE WHEN p.person_id = l.person_id THEN p.other_person_id ELSE p.person_id END INTO other
      FROM matching_likeness l JOIN matching_pair p ON p.id = l.pair_id
     WHERE l.id = likeness AND l.person_id IN (SELECT my_people('identity'));
    IF other IN (SELECT my_people('identity')) THEN RETURN other; END IF;
    RETURN NULL;
END $$;

-- What each owner then reads of the other's record: everything that no compartment holds.
CREATE FUNCTION joined_interest(of_person uuid, for_team uuid, reader uuid) RETURNS uuid
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE made uuid := gen_random_uuid(); general text[];
BEGIN
    IF EXISTS (SELECT FROM people_interest i WHERE i.person_id = of_person AND i.team_id = for_team AND i.kind IN ('manages', 'supports')
               AND i.starts_on <= today() AND i.ends_before > today() AND 'identity' = ANY (i.parts_read)) THEN
        RETURN NULL;   -- it reads the record already
    END IF;
    SELECT array_agg(DISTINCT part) INTO general FROM people_interest i CROSS JOIN unnest(i.parts_read) part
     WHERE i.person_id = of_person AND i.kind = 'manages' AND i.ends_before > today() AND part <> ALL (compartments());
    INSERT INTO people_interest (id, person_id, team_id, kind, parts_read, parts_change, readers, duty_reads, restricted,
        starts_on, ends_before, granted_by_id, why, ended_why)
    SELECT made, p.id, for_team, 'supports', general, '{}', CASE WHEN p.restricted THEN ARRAY[reader] ELSE '{}' END,
           NOT p.restricted, p.restricted, today(), '9999-12-31', current_actor(), 'Joined with a record of the same person', ''
      FROM people_person p WHERE p.id = of_person;
    RETURN made;
END $$;

-- One owner's answer. Different by either keeps the records apart; same by both joins them.
CREATE FUNCTION answer_likeness(likeness uuid, answer text, why text, read_at integer) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE l matching_likeness; p matching_pair; mine people_person; other people_person; theirs matching_likeness; kept uuid; came text := '';
BEGIN
    SELECT x.* INTO l FROM matching_likeness x JOIN people_person q ON q.id = x.person_id
     WHERE x.id = likeness AND q.owner_team_id = my_team() AND x.person_id = ANY (people_opened('list', for_change => true));
    IF l.id IS NULL OR answer NOT IN ('same', 'different') OR btrim(why) = '' THEN
        RAISE EXCEPTION 'answer refused' USING errcode = '42501';
    END IF;
    SELECT * INTO p FROM matching_pair WHERE id = l.pair_id FOR UPDATE;   -- two owners at once meet here
    SELECT * INTO l FROM matching_likeness WHERE id = likeness;
    IF l.version <> read_at OR l.outcome <> '' THEN
        RAISE EXCEPTION 'answered meanwhile' USING errcode = '40001';
    END IF;
    SELECT * INTO mine FROM people_person WHERE id = l.person_id;
    SELECT * INTO other FROM people_person WHERE id = CASE WHEN p.person_id = l.person_id THEN p.other_person_id ELSE p.person_id END;
    UPDATE matching_likeness x SET answer = answer_likeness.answer, why = btrim(answer_likeness.why), answered_by_id = current_actor(),
           answered_at = now(), version = x.version + 1 WHERE x.id = l.id;
    SELECT * INTO theirs FROM matching_likeness x WHERE x.pair_id = p.id AND x.person_id = other.id;
    IF answer = 'different' THEN
        came := 'apart';
    ELSIF other.owner_team_id = mine.owner_team_id OR theirs.answer = 'same' THEN
        came := 'joined';
        SELECT q.id INTO kept FROM people_person q WHERE q.id IN (mine.id, other.id) ORDER BY q.recorded_at, q.id LIMIT 1;
        INSERT INTO matching_join (id, pair_id, person_id, other_person_id, interests, joined_at, joined_by_id, parted_why)
        VALUES (gen_random_uuid(), p.id, kept, CASE WHEN kept = mine.id THEN other.id ELSE mine.id END,
                CASE WHEN other.owner_team_id = mine.owner_team_id THEN '{}' ELSE array_remove(ARRAY[
                    joined_interest(mine.id, other.owner_team_id, theirs.answered_by_id),
                    joined_interest(other.id, mine.owner_team_id, current_actor())], NULL) END, now(), current_actor(), '');
    ELSIF theirs.id IS NULL THEN
        PERFORM tell_likeness(p.id, other.id);   -- a restricted record's owner has said that it may be told of
    END IF;
    IF came <> '' THEN
        UPDATE matching_likeness x SET outcome = came, settled_at = now(), version = x.version + 1 WHERE x.pair_id = p.id;
    END IF;
    RETURN came;
END $$;

-- Undone by either owner: the interests that came of it end, and both know.
CREATE FUNCTION part_records(likeness uuid, why text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE j matching_join; of_pair uuid;
BEGIN
    SELECT x.pair_id INTO of_pair FROM matching_likeness x JOIN people_person q ON q.id = x.person_id
     WHERE x.id = likeness AND q.owner_team_id = my_team() AND x.person_id = ANY (people_opened('list', for_change => true));
    SELECT * INTO j FROM matching_join x WHERE x.pair_id = of_pair AND x.parted_at IS NULL FOR UPDATE;
    IF j.id IS NULL OR btrim(why) = '' THEN RAISE EXCEPTION 'parting refused' USING errcode = '42501'; END IF;
    UPDATE matching_join x SET parted_at = now(), parted_by_id = current_actor(), parted_why = btrim(part_records.why) WHERE x.id = j.id;
    UPDATE matching_likeness x SET outcome = 'parted', settled_at = now(), version = x.version + 1 WHERE x.pair_id = of_pair;
    UPDATE people_interest i SET ends_before = greatest(today(), i.starts_on), ended_why = 'The records were parted again'
     WHERE i.id = ANY (j.interests) AND i.ends_before > today();
END $$;

GRANT EXECUTE ON FUNCTION found_likely TO tutela_register;
GRANT EXECUTE ON FUNCTION other_of, answer_likeness, part_records TO tutela_casework;
