-- Need to know. Read with docs/adr: row security, opening.

ALTER TABLE people_lookup ADD xact xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE people_lookupanswer ADD xact xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE people_interest ADD readers_before uuid[];   -- whose it was before the record was restricted
CREATE INDEX people_lookup_actor ON people_lookup (actor, kind, at);
CREATE INDEX people_lookupanswer_owner ON people_lookupanswer (owner_team_id, at);

CREATE FUNCTION compartments() RETURNS text[] LANGUAGE sql IMMUTABLE AS
$$ SELECT ARRAY['surveillance', 'victims', 'protected', 'financial'] $$;

-- Does this interest speak to me, as a member of its own team?
CREATE FUNCTION reads_for_me(i people_interest, mine agencies_appointment) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS
$$ SELECT cardinality(i.readers) = 0 OR mine.id = ANY (i.readers)
          OR (i.duty_reads AND 'emergency' = ANY (mine.powers)) $$;

-- What the actor may read and change of a person's file on a ground, today.
CREATE FUNCTION parts_on(ground text, person uuid, OUT parts_read text[], OUT parts_change text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me(); teams uuid[];
BEGIN
    IF mine.id IS NULL THEN RETURN; END IF;
    IF ground = 'emergency' THEN
        IF 'emergency' = ANY (mine.powers) THEN
            SELECT ARRAY['list', 'identity', 'addresses', 'photographs', 'relationships', 'contact_log', 'card'], '{}'
              INTO parts_read, parts_change FROM people_person p WHERE p.id = person AND NOT p.restricted;
        END IF;
        RETURN;
    END IF;
    teams := CASE ground
        WHEN 'interest' THEN ARRAY[mine.team_id]
        WHEN 'cover' THEN teams_covered()
        WHEN 'supervision' THEN teams_supervised() END;
    SELECT ARRAY(SELECT DISTINCT unnest(i.parts_read) FROM people_interest i
                  WHERE i.person_id = person AND i.team_id = ANY (teams) AND i.starts_on <= today()
                    AND i.ends_before > today()
                    AND CASE WHEN ground = 'interest' THEN reads_for_me(i, mine) ELSE NOT i.restricted END),
           ARRAY(SELECT DISTINCT unnest(i.parts_change) FROM people_interest i
                  WHERE i.person_id = person AND i.team_id = ANY (teams) AND i.starts_on <= today()
                    AND i.ends_before > today()
                    AND CASE WHEN ground = 'interest' THEN reads_for_me(i, mine) ELSE NOT i.restricted END)
      INTO parts_read, parts_change;
    IF ground <> 'interest' THEN
        parts_read := ARRAY(SELECT unnest(parts_read) EXCEPT SELECT unnest(compartments()));
        parts_change := ARRAY(SELECT unnest(parts_change) EXCEPT SELECT unnest(compartments()));
    END IF;
END $$;

-- Which of the stated grounds the actor has today: for the page that asks for a purpose.
CREATE FUNCTION grounds_on(person uuid) RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT g FROM unnest(ARRAY['interest', 'cover', 'supervision']) g
                  CROSS JOIN LATERAL parts_on(g, person) held WHERE cardinality(held.parts_read) > 0);
END $$;

-- 1: in its own transaction, committed before anything can be read. False for hidden and for nobody.
CREATE FUNCTION open_file(opening uuid, person uuid, ground text, purpose text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r text[]; c text[];
BEGIN
    IF ground NOT IN ('interest', 'cover', 'supervision') THEN RETURN false; END IF;
    SELECT parts_read, parts_change INTO r, c FROM parts_on(ground, person);
    IF coalesce(cardinality(r), 0) = 0 THEN RETURN false; END IF;
    INSERT INTO audit_opening (id, actor, person_id, owner_team, ground, parts_read, parts_change, purpose, until)
    SELECT opening, current_actor(), p.id, p.owner_team_id, ground, r, c, purpose, now() + interval '12 hours'
      FROM people_person p WHERE p.id = person;
    RETURN true;
END $$;

-- 2: in the page's transaction. The people of whom a committed opening of this actor still holds, now also on its ground.
-- Grounds add up (a narrow interest must not stand in the way of an emergency); the widest is named.
CREATE FUNCTION consult(people uuid[], page text, known_at timestamptz DEFAULT NULL) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine uuid := current_actor();
BEGIN
    RETURN QUERY
    INSERT INTO audit_consultation (opening_id, actor, person_id, page, parts_read, parts_change, known_at)
    SELECT held.opening, mine, p.id, consult.page,
           ARRAY(SELECT DISTINCT unnest(string_to_array(held.read, ' '))),
           ARRAY(SELECT DISTINCT unnest(string_to_array(coalesce(held.change, ''), ' '))), consult.known_at
      FROM (SELECT DISTINCT unnest(people) AS id) p
      CROSS JOIN LATERAL (
          SELECT (array_agg(o.id ORDER BY cardinality(h.parts_read) DESC, o.ground = 'interest' DESC, o.until DESC))[1] AS opening,
                 string_agg(array_to_string(h.parts_read, ' '), ' ') AS read,
                 string_agg(nullif(array_to_string(h.parts_change, ' '), ''), ' ') AS change
            FROM (SELECT DISTINCT ON (x.ground) x.id, x.ground, x.person_id, x.until FROM audit_opening x
                   WHERE x.actor = mine AND x.person_id = p.id AND x.until > now()
                     AND x.xact <> pg_current_xact_id()       -- a rolled back opening never held
                     AND x.era = current_era() ORDER BY x.ground, x.until DESC) o
            CROSS JOIN LATERAL parts_on(o.ground, o.person_id) h WHERE cardinality(h.parts_read) > 0) held
     WHERE held.opening IS NOT NULL
    RETURNING audit_consultation.person_id;
END $$;

CREATE FUNCTION people_opened(part text DEFAULT NULL, for_change boolean DEFAULT false) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(c.person_id), '{}') FROM audit_consultation c
             WHERE c.xact = pg_current_xact_id_if_assigned() AND c.at = now()   -- at: a restored cluster counts anew
               AND c.told = current_told()                                      -- an inner actor does not inherit
               AND (part IS NULL OR part = ANY (CASE WHEN for_change THEN c.parts_change ELSE c.parts_read END)));
END $$;

-- On which ground the file is open in this transaction, until when, and with which parts.
CREATE FUNCTION opened_here(person uuid) RETURNS TABLE (ground text, until timestamptz, parts_read text[], parts_change text[], at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT o.ground, o.until, c.parts_read, c.parts_change, c.at FROM audit_consultation c JOIN audit_opening o ON o.id = c.opening_id
     WHERE c.xact = pg_current_xact_id_if_assigned() AND c.at = now() AND c.told = current_told()
       AND c.person_id = opened_here.person ORDER BY c.id DESC LIMIT 1;
END $$;

-- 'person part' of everything opened: for tables whose rows are of different parts.
CREATE FUNCTION parts_opened(for_change boolean DEFAULT false) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(c.person_id || ' ' || part), '{}') FROM audit_consultation c
             CROSS JOIN LATERAL unnest(CASE WHEN for_change THEN c.parts_change ELSE c.parts_read END) part
             WHERE c.xact = pg_current_xact_id_if_assigned() AND c.at = now() AND c.told = current_told());
END $$;

CREATE FUNCTION my_people(part text) RETURNS SETOF uuid ROWS 4000
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me(); others uuid[]; on_day date := today();   -- once: per row it tripled the time
BEGIN
    IF mine.id IS NULL THEN RETURN; END IF;
    RETURN QUERY SELECT i.person_id FROM people_interest i
     WHERE i.team_id = mine.team_id AND i.starts_on <= on_day AND i.ends_before > on_day
       AND part = ANY (i.parts_read) AND reads_for_me(i, mine);
    others := teams_supervised() || teams_covered();
    IF cardinality(others) > 0 AND part <> ALL (compartments()) THEN
        RETURN QUERY SELECT i.person_id FROM people_interest i
         WHERE i.team_id = ANY (others) AND i.starts_on <= on_day AND i.ends_before > on_day
           AND part = ANY (i.parts_read) AND NOT i.restricted;
    END IF;
    IF part = 'list' AND 'govern' = ANY (mine.powers) THEN   -- whose files were looked at: the line, never the file
        RETURN QUERY SELECT p.id FROM people_person p WHERE NOT p.restricted
           AND p.owner_team_id IN (SELECT t.id FROM agencies_team t WHERE t.agency_id = my_agency());
    END IF;
END $$;

-- A list page names the people it shows; a key of anybody else is left out, whoever it names.
CREATE FUNCTION list_shown(people uuid[], page text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF current_actor() IS NULL THEN RAISE EXCEPTION 'nobody is acting' USING errcode = '28000'; END IF;
    INSERT INTO audit_listing (actor, page, people) SELECT current_actor(), page, array_agg(seen.id)
      FROM (SELECT unnest(people) AS id INTERSECT (SELECT my_people('list') UNION SELECT unnest(people_opened('list')))) seen
    HAVING count(*) > 0;
END $$;

-- One function makes the policies, the history trigger and the view of the past -----------------
-- part: a part, or '=column' where each row says its own. also: a second column that names a person.
CREATE FUNCTION protect(tab text, part text, list boolean DEFAULT false, person text DEFAULT 'person_id',
        also text DEFAULT NULL, leave_out text[] DEFAULT '{}') RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE opened text; change text; seen text; varies boolean := left(part, 1) = '='; args text;
BEGIN
    IF varies THEN
        opened := format('%1$I = ANY ((SELECT people_opened())::uuid[]) AND %1$I || '' '' || %2$I = ANY ((SELECT parts_opened())::text[])',
                         person, substr(part, 2));
        change := format('%1$I = ANY ((SELECT people_opened())::uuid[]) AND %1$I || '' '' || %2$I = ANY ((SELECT parts_opened(for_change => true))::text[])',
                         person, substr(part, 2));
    ELSE
        opened := format('%I = ANY ((SELECT people_opened(%L))::uuid[])', person, part);
        change := format('%I = ANY ((SELECT people_opened(%L, for_change => true))::uuid[])', person, part);
    END IF;
    IF also IS NOT NULL THEN   -- a row about two people needs both visible, to read and to write
        seen := format(' AND (%1$I IS NULL OR %1$I = ANY ((SELECT people_opened(''list''))::uuid[]) OR %1$I IN (SELECT my_people(''list'')))', also);
        opened := opened || seen;
        change := change || seen;
    END IF;
    IF list THEN opened := format('(%s) OR %I IN (SELECT my_people(%L))', opened, person, part); END IF;
    SELECT string_agg(quote_literal(a), ', ') INTO args FROM unnest(ARRAY[person, part] || leave_out) a;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tab);
    EXECUTE format('CREATE POLICY readable ON %I FOR SELECT TO tutela_casework, tutela_worker USING (%s)', tab, opened);
    EXECUTE format('CREATE POLICY addable ON %I FOR INSERT TO tutela_casework, tutela_worker WITH CHECK (%s)', tab, change);
    EXECUTE format('CREATE POLICY changeable ON %I FOR UPDATE TO tutela_casework, tutela_worker USING (%s) WITH CHECK (%s)', tab, change, change);
    EXECUTE format('CREATE POLICY register ON %I TO tutela_register USING (true)', tab);
    EXECUTE format('CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION keep(%s)', tab, args);
    PERFORM show_known(tab);
END $$;

-- For the migration that changes a column a policy or the view of the past names.
CREATE FUNCTION unprotect(tab text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('DROP VIEW IF EXISTS known.%I', tab);
    EXECUTE format('DROP POLICY readable ON %1$I; DROP POLICY addable ON %1$I; DROP POLICY changeable ON %1$I; DROP POLICY register ON %1$I', tab);
    EXECUTE format('DROP TRIGGER keep ON %I', tab);
    EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', tab);
END $$;

SELECT protect('people_person', 'list', list => true, person => 'id');
SELECT protect('people_interest', 'list', list => true);
SELECT protect('people_allocation', 'list', list => true);
SELECT protect('people_name', 'identity', list => true);
SELECT protect('people_birthdate', 'identity', list => true);
SELECT protect('people_identifier', 'identity', list => true);
SELECT protect('people_address', '=part');
SELECT protect('people_relationship', '=part', also => 'other_person_id');
SELECT protect('people_card', 'card', leave_out => ARRAY['photograph']);

GRANT SELECT ON people_person, people_interest, people_allocation, people_name, people_birthdate, people_identifier,
    people_address, people_relationship, people_card TO tutela_casework, tutela_worker, tutela_register;
GRANT UPDATE (surname, given_names, born_said, born_on, version) ON people_person TO tutela_casework;
GRANT INSERT, UPDATE (ends_before) ON people_allocation TO tutela_casework;
GRANT INSERT, UPDATE (kind, surname, given_names, surname_key, given_key, starts_on, ends_on, source, version) ON people_name TO tutela_casework;
GRANT INSERT, UPDATE (said, "on", earliest, latest, is_main, source, version) ON people_birthdate TO tutela_casework;
GRANT INSERT, UPDATE (kind, said, key, is_sound, kept_because, version) ON people_identifier TO tutela_casework;
GRANT INSERT, UPDATE (kind, lines, postcode, postcode_key, house_key, starts_on, ends_on, version) ON people_address TO tutela_casework;
GRANT INSERT, UPDATE (kind, other_name, starts_on, ends_on, note, version) ON people_relationship TO tutela_casework;
GRANT INSERT, UPDATE (warnings, status, prohibitions, ring_day, ring_night, photograph, photograph_digest, shows_when_restricted, version)
    ON people_card TO tutela_casework;

-- History: rows of opened people, opened parts, and of a second person only where that one is seen too.
CREATE POLICY readable ON audit_history FOR SELECT TO tutela_casework, tutela_worker USING (
    person_id = ANY ((SELECT people_opened())::uuid[])
    AND person_id || ' ' || part = ANY ((SELECT parts_opened())::text[])
    AND (other_person_id IS NULL OR other_person_id = ANY ((SELECT people_opened('list'))::uuid[])
         OR other_person_id IN (SELECT my_people('list'))));
GRANT SELECT ON audit_history TO tutela_casework, tutela_worker;

-- Who made the changes whose versions the reader sees here, and the first moment at which somebody who looked
-- at this file could know of each: a change is told when its transaction ends, not when it began.
CREATE FUNCTION behind_changes(person uuid, entries uuid[]) RETURNS TABLE (entry uuid, event text, actor uuid, job text, known_from timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT e.id, e.event, e.actor, e.job,
           (SELECT c.at FROM audit_consultation c WHERE c.person_id = behind_changes.person AND c.at > e.at
               AND (c.era > e.era OR c.era = e.era AND pg_visible_in_snapshot(e.xact, c.snapshot)) ORDER BY c.at LIMIT 1)
      FROM audit_entry e WHERE e.id = ANY (entries) AND behind_changes.person = ANY (people_opened())
       AND EXISTS (SELECT FROM audit_history h WHERE h.entry = e.id AND h.xact = e.xact AND h.person_id = behind_changes.person
                   AND h.person_id || ' ' || h.part = ANY (parts_opened()));
END $$;

-- A person and the first interest -----------------------------------------------------------------
CREATE FUNCTION add_person(person uuid, surname text, given_names text, born_said text, born_on date, opening uuid,
        interest uuid, parts text[], why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT i_may('record') THEN RAISE EXCEPTION 'record refused' USING errcode = '42501'; END IF;
    INSERT INTO people_person (id, owner_team_id, surname, given_names, born_said, born_on, restricted, restricted_why, recorded_at, version)
    VALUES (person, my_team(), surname, given_names, born_said, born_on, false, '', now(), 1);
    INSERT INTO people_interest (id, person_id, team_id, kind, parts_read, parts_change, readers, duty_reads, restricted,
        starts_on, ends_before, granted_by_id, why, ended_why)
    VALUES (interest, person, my_team(), 'manages', parts, parts, '{}', true, false, today(), '9999-12-31', current_actor(), why, '');
    -- one's own new record is open in this transaction and for the working period
    INSERT INTO audit_opening (id, actor, person_id, owner_team, ground, parts_read, parts_change, purpose, until)
    VALUES (opening, current_actor(), person, my_team(), 'interest', parts, parts, 'recorded', now() + interval '12 hours');
    INSERT INTO audit_consultation (opening_id, actor, person_id, page, parts_read, parts_change)
    VALUES (opening, current_actor(), person, 'people:record', parts, parts);
END $$;

-- Does this transaction hold the person's file open with these parts, to change who may see it?
CREATE FUNCTION may_share(person uuid, parts_read text[], parts_change text[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM audit_consultation c
        WHERE c.xact = pg_current_xact_id_if_assigned() AND c.at = now() AND c.told = current_told() AND c.actor = current_actor()
          AND c.person_id = person AND 'list' = ANY (c.parts_change)
          AND may_share.parts_read <@ c.parts_read AND may_share.parts_change <@ c.parts_change);
END $$;

CREATE FUNCTION grant_interest(interest uuid, person uuid, team uuid, kind text, parts_read text[], parts_change text[],
        readers uuid[], starts_on date, ends_before date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT may_share(person, parts_read, parts_change) OR starts_on < today() OR NOT 'list' = ANY (parts_read) THEN
        RAISE EXCEPTION 'interest refused' USING errcode = '42501';
    END IF;
    -- cover and supervision end: nobody makes them last by an interest of the own team
    IF team = my_team() AND NOT EXISTS (SELECT FROM parts_on('interest', person) h
         WHERE grant_interest.parts_read <@ h.parts_read AND grant_interest.parts_change <@ h.parts_change) THEN
        RAISE EXCEPTION 'interest refused' USING errcode = '42501';
    END IF;
    PERFORM FROM people_person p WHERE p.id = person FOR SHARE;   -- not while it is being restricted
    INSERT INTO people_interest (id, person_id, team_id, kind, parts_read, parts_change, readers, duty_reads, restricted,
        starts_on, ends_before, granted_by_id, why, ended_why)
    SELECT interest, p.id, team, kind, parts_read, parts_change, readers, NOT p.restricted, p.restricted, starts_on, ends_before,
           current_actor(), why, '' FROM people_person p WHERE p.id = person;
END $$;

-- An interest can only be made shorter; a longer one is granted anew.
CREATE FUNCTION end_interest(interest uuid, ends_before date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE people_interest i SET ends_before = greatest(end_interest.ends_before, today(), i.starts_on), ended_why = end_interest.why
     WHERE i.id = interest AND may_share(i.person_id, '{}', '{}')
       AND greatest(end_interest.ends_before, today(), i.starts_on) < i.ends_before
       AND NOT (i.kind = 'manages' AND i.team_id = (SELECT owner_team_id FROM people_person p WHERE p.id = i.person_id));
    IF NOT FOUND THEN RAISE EXCEPTION 'interest refused' USING errcode = '42501'; END IF;
END $$;

-- The owner gives the record to another team, with every part the owner holds.
CREATE FUNCTION hand_over(person uuid, team uuid, interest uuid, own_ends_before date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE p people_person; parts_r text[]; parts_c text[];
BEGIN
    IF may_share(person, '{}', '{}') THEN   -- else no lock: waiting would tell that the row is there
        SELECT * INTO p FROM people_person WHERE id = person FOR UPDATE;
    END IF;
    SELECT h.parts_read, h.parts_change INTO parts_r, parts_c FROM parts_on('interest', person) h;
    IF p.owner_team_id IS DISTINCT FROM my_team() OR team = my_team() OR p.restricted OR own_ends_before < today()
       OR NOT may_share(person, parts_r, parts_c) OR ('list' = ANY (parts_c)) IS NOT TRUE THEN
        RAISE EXCEPTION 'hand-over refused' USING errcode = '42501';
    END IF;
    INSERT INTO people_interest (id, person_id, team_id, kind, parts_read, parts_change, readers, duty_reads, restricted,
        starts_on, ends_before, granted_by_id, why, ended_why)
    VALUES (interest, person, team, 'manages', parts_r, parts_c, '{}', true, false, today(), '9999-12-31', current_actor(), why, '');
    UPDATE people_person SET owner_team_id = team, version = version + 1 WHERE id = person;
    UPDATE people_interest i SET ends_before = greatest(own_ends_before, i.starts_on), ended_why = hand_over.why
     WHERE i.person_id = person AND i.team_id = my_team() AND i.ends_before > own_ends_before;
    UPDATE people_allocation a SET ends_before = greatest(today(), a.starts_on)
     WHERE a.person_id = person AND a.ends_before > today();
END $$;

-- A restricted record: only named readers, no general ground. Other teams' interests wait for names.
-- An interest that was held for named readers is never opened to others by restricting and lifting.
CREATE FUNCTION nobody() RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT '00000000-0000-0000-0000-000000000000'::uuid $$;

CREATE FUNCTION restrict_record(person uuid, readers uuid[], why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT may_share(person, '{list}', '{list}') OR cardinality(readers) = 0 OR current_actor() <> ALL (readers)
       OR (SELECT owner_team_id FROM people_person WHERE id = person) <> my_team() THEN
        RAISE EXCEPTION 'restriction refused' USING errcode = '42501';
    END IF;
    UPDATE people_interest i SET restricted = true, duty_reads = false, readers_before = f.readers,
           readers = coalesce(nullif(CASE
               WHEN i.team_id <> my_team() THEN i.readers
               WHEN f.readers = '{}' THEN restrict_record.readers
               ELSE ARRAY(SELECT unnest(f.readers) INTERSECT SELECT unnest(restrict_record.readers)) END, '{}'), ARRAY[nobody()])
      FROM people_interest o CROSS JOIN LATERAL (SELECT coalesce(o.readers_before, o.readers) AS readers) f
     WHERE o.id = i.id AND i.person_id = person AND i.ends_before > today();
    UPDATE people_person SET restricted = true, restricted_why = restrict_record.why, version = version + 1 WHERE id = person;
END $$;

CREATE FUNCTION lift_restriction(person uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT may_share(person, '{list}', '{list}')
       OR (SELECT owner_team_id FROM people_person WHERE id = person) <> my_team() THEN
        RAISE EXCEPTION 'restriction refused' USING errcode = '42501';
    END IF;
    UPDATE people_interest i SET restricted = false, duty_reads = true,
           readers = coalesce(i.readers_before, i.readers), readers_before = NULL
     WHERE i.person_id = person AND i.restricted;
    UPDATE people_person SET restricted = false, restricted_why = '', version = version + 1 WHERE id = person;
END $$;

-- Contact card and emergency: asked in one transaction, which tells the owner; shown in the next ----
CREATE FUNCTION found_by(l people_lookup) RETURNS SETOF people_person LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT p.* FROM people_person p WHERE p.id IN (
        SELECT n.person_id FROM people_name n JOIN people_birthdate b ON b.person_id = n.person_id
         WHERE l.surname_key <> '' AND n.surname_key = l.surname_key AND n.given_key = l.given_key AND b."on" = l.born_on
        UNION
        SELECT i.person_id FROM people_identifier i WHERE l.identifier_key <> '' AND i.kind IN ('pnc', 'cro', 'prison', 'probation')
           AND i.key = l.identifier_key
        UNION
        SELECT a.person_id FROM people_address a WHERE l.postcode_key <> '' AND a.part = 'addresses' AND l.kind = 'card'
           AND a.postcode_key = l.postcode_key AND a.house_key = l.house_key
           AND (a.ends_on IS NULL OR a.ends_on >= today()))
      ORDER BY p.id LIMIT 20;
END $$;

CREATE FUNCTION ask(lookup uuid, kind text, surname_key text, given_key text, born_on date, identifier_key text,
        postcode_key text, house_key text, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE l people_lookup; p people_person; opening uuid; r text[];
BEGIN
    IF NOT i_may((CASE kind WHEN 'card' THEN 'cards' WHEN 'emergency' THEN 'emergency' ELSE '-' END))
       OR char_length(btrim(reason)) < 10 THEN
        RAISE EXCEPTION 'lookup refused' USING errcode = '42501';
    END IF;
    IF (SELECT count(*) FROM people_lookup x WHERE x.actor = current_actor() AND x.kind = ask.kind AND x.at > now() - interval '1 hour')
       >= (CASE kind WHEN 'card' THEN 30 ELSE 10 END) THEN
        RAISE EXCEPTION 'too many lookups' USING errcode = '54000';
    END IF;
    INSERT INTO people_lookup (id, kind, actor, surname_key, given_key, born_on, identifier_key, postcode_key, house_key, reason, at)
    VALUES (lookup, kind, current_actor(), surname_key, given_key, born_on, identifier_key, postcode_key, house_key, btrim(reason), now())
    RETURNING * INTO l;
    FOR p IN SELECT * FROM found_by(l) LOOP
        opening := NULL;
        IF kind = 'emergency' THEN
            CONTINUE WHEN p.restricted;
            opening := gen_random_uuid();
            SELECT parts_read INTO r FROM parts_on('emergency', p.id);
            INSERT INTO audit_opening (id, actor, person_id, owner_team, ground, parts_read, parts_change, purpose, until)
            VALUES (opening, current_actor(), p.id, p.owner_team_id, 'emergency', r, '{}', l.reason, now() + interval '8 hours');
            PERFORM alert(a, 'emergency') FROM (
                SELECT those_answering_for(p.owner_team_id)
                UNION SELECT x.appointment_id FROM people_allocation x WHERE x.person_id = p.id
                  AND x.starts_on <= today() AND x.ends_before > today()
                UNION SELECT those_answering_for(my_team())) t(a) WHERE a <> current_actor();
        END IF;
        INSERT INTO people_lookupanswer (id, lookup_id, person_id, owner_team_id, opening_id, at)
        VALUES (gen_random_uuid(), lookup, p.id, p.owner_team_id, opening, now());
    END LOOP;
END $$;

CREATE FUNCTION contact_cards(lookup uuid) RETURNS TABLE (answer uuid, photograph bytea, surname text, given_names text,
        born_said text, warnings text, status text, prohibitions text, team text, ring_day text, ring_night text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.id,
           CASE WHEN shows ? 'photograph' THEN c.photograph END,
           CASE WHEN shows ? 'name' THEN p.surname ELSE '' END::text,
           CASE WHEN shows ? 'name' THEN p.given_names ELSE '' END::text,
           CASE WHEN shows ? 'name' THEN p.born_said ELSE '' END::text,
           CASE WHEN shows ? 'warnings' THEN coalesce(c.warnings, '') ELSE '' END::text,
           CASE WHEN shows ? 'status' THEN coalesce(c.status, 'none') ELSE 'none' END::text,
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

CREATE FUNCTION opened_in_emergency(lookup uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.person_id FROM people_lookup l JOIN people_lookupanswer a ON a.lookup_id = l.id
     WHERE l.id = lookup AND l.kind = 'emergency' AND l.actor = current_actor()
       AND l.xact <> coalesce(pg_current_xact_id_if_assigned(), '0') ORDER BY a.person_id;
END $$;

-- Checked by another: whoever answers for the owner's team or the opener's, never the opener.
CREATE FUNCTION review(review uuid, subject uuid, outcome text, note text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE opener uuid; person uuid; owner uuid;
BEGIN
    SELECT o.actor, o.person_id, o.owner_team INTO opener, person, owner FROM audit_opening o
     WHERE o.id = subject AND o.ground <> 'interest';
    IF opener IS NULL THEN
        SELECT l.actor, a.person_id, a.owner_team_id INTO opener, person, owner
          FROM people_lookupanswer a JOIN people_lookup l ON l.id = a.lookup_id
         WHERE a.id = subject AND l.kind = 'card';
    END IF;
    IF opener IS NULL OR NOT EXISTS (SELECT FROM agencies_appointment theirs WHERE theirs.id = opener AND theirs.user_id <> (me()).user_id)
       OR NOT (current_actor() IN (SELECT those_answering_for(owner)) OR current_actor() IN
               (SELECT those_answering_for((SELECT team_id FROM agencies_appointment WHERE id = opener)))) THEN
        RAISE EXCEPTION 'review refused' USING errcode = '42501';
    END IF;
    INSERT INTO people_review (id, of, person_id, reviewed_by_id, outcome, note, at)
    VALUES (review, subject, person, current_actor(), outcome, note, now());
END $$;

-- Who is told, and who answers for whom -----------------------------------------------------------
-- Teams of whose people's openings I am told: my own where it manages, those I supervise, my agency's if I govern.
CREATE FUNCTION teams_told() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me();
BEGIN
    IF mine.id IS NULL THEN RETURN '{}'; END IF;
    RETURN array_remove(ARRAY[CASE WHEN 'record' = ANY (mine.powers) THEN mine.team_id END], NULL) || teams_supervised()
        || CASE WHEN 'govern' = ANY (mine.powers)
                THEN ARRAY(SELECT t.id FROM agencies_team t WHERE t.agency_id = my_agency()) ELSE '{}' END;
END $$;

CREATE FUNCTION appointments_answered_for() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me();
BEGIN
    IF mine.id IS NULL THEN RETURN '{}'; END IF;
    RETURN ARRAY(SELECT a.id FROM agencies_appointment a JOIN agencies_team t ON t.id = a.team_id
        WHERE a.team_id = ANY (teams_supervised())
           OR ('govern' = ANY (mine.powers) AND t.agency_id = my_agency()));
END $$;

CREATE FUNCTION people_governed() RETURNS SETOF uuid ROWS 4000 LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF i_may('govern') THEN
        RETURN QUERY SELECT p.id FROM people_person p
         WHERE p.owner_team_id IN (SELECT t.id FROM agencies_team t WHERE t.agency_id = my_agency());
    END IF;
END $$;

-- Every list that showed a governed person, whoever looked.
CREATE FUNCTION shown_in_lists(person uuid) RETURNS TABLE (actor uuid, page text, at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT l.actor, l.page, l.at FROM audit_listing l
     WHERE l.people @> ARRAY[person] AND person IN (SELECT people_governed());
END $$;

ALTER TABLE people_lookup ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_lookupanswer ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_review ENABLE ROW LEVEL SECURITY;
-- a part that nobody holds: a check is kept with its entry, and is no part of anybody's file
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON people_review FOR EACH ROW EXECUTE FUNCTION keep('person_id', 'oversight');
CREATE POLICY told ON audit_opening FOR SELECT TO tutela_casework USING (
    -- a restricted record stays hidden from those of its team who are not named; not from who proves the looking
    (SELECT i_may('govern')) AND owner_team = ANY ((SELECT teams_told())::uuid[])
    OR ground <> 'interest' AND owner_team = ANY ((SELECT teams_told())::uuid[]) AND person_id IN (SELECT my_people('list'))
    OR actor = ANY ((SELECT appointments_answered_for())::uuid[]) AND (ground <> 'interest' OR (SELECT i_may('govern'))));
CREATE POLICY governed ON audit_consultation FOR SELECT TO tutela_casework USING (
    (SELECT i_may('govern')) AND (actor = ANY ((SELECT appointments_answered_for())::uuid[]) OR person_id IN (SELECT people_governed())));
CREATE POLICY governed ON audit_listing FOR SELECT TO tutela_casework USING (
    (SELECT i_may('govern')) AND actor = ANY ((SELECT appointments_answered_for())::uuid[]));
CREATE POLICY governed ON audit_entry FOR SELECT TO tutela_casework USING (
    (SELECT i_may('govern')) AND (actor = ANY ((SELECT appointments_answered_for())::uuid[]) OR person_id IN (SELECT people_governed())
     OR account IN (SELECT a.user_id FROM agencies_appointment a WHERE a.id = ANY ((SELECT appointments_answered_for())::uuid[]))));
CREATE POLICY governed ON audit_head FOR SELECT TO tutela_casework USING ((SELECT i_may('govern')));
CREATE POLICY governed ON audit_verification FOR SELECT TO tutela_casework USING ((SELECT i_may('govern')));
CREATE POLICY told ON people_lookupanswer FOR SELECT TO tutela_casework USING (
    owner_team_id = ANY ((SELECT teams_told())::uuid[])
    AND ((SELECT i_may('govern')) OR person_id IN (SELECT my_people('list'))));
CREATE POLICY told ON people_lookup FOR SELECT TO tutela_casework USING (
    actor = (SELECT current_actor()) OR actor = ANY ((SELECT appointments_answered_for())::uuid[])
    OR id IN (SELECT a.lookup_id FROM people_lookupanswer a));
CREATE POLICY told ON people_review FOR SELECT TO tutela_casework USING (
    reviewed_by_id = (SELECT current_actor()) OR of IN (SELECT o.id FROM audit_opening o) OR of IN (SELECT a.id FROM people_lookupanswer a));
CREATE POLICY register ON people_lookup FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON people_lookupanswer FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON people_review FOR SELECT TO tutela_register USING (true);
GRANT SELECT ON audit_opening, audit_consultation, audit_listing, audit_entry, audit_head, audit_verification, people_lookup, people_lookupanswer,
    people_review TO tutela_casework;
GRANT SELECT ON people_lookup, people_lookupanswer, people_review TO tutela_register;

GRANT EXECUTE ON FUNCTION open_file, consult, people_opened, parts_opened, opened_here, behind_changes, my_people, grounds_on, list_shown
    TO tutela_casework, tutela_worker;
GRANT EXECUTE ON FUNCTION add_person, grant_interest, end_interest, hand_over, restrict_record, lift_restriction, ask,
    contact_cards, opened_in_emergency, review, teams_told, appointments_answered_for, people_governed, shown_in_lists TO tutela_casework;
