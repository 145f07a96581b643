-- The record that cannot be forged. Read with docs/adr: history, audit.

-- A database restored by dump counts its transactions anew. Each cluster is an era of its own.
CREATE TABLE audit_era (
    era smallint PRIMARY KEY,
    system_identifier bigint NOT NULL UNIQUE,
    began_at timestamptz NOT NULL DEFAULT now());
INSERT INTO audit_era (era, system_identifier) SELECT 1, system_identifier FROM pg_control_system();

CREATE FUNCTION current_era() RETURNS smallint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$ BEGIN RETURN (SELECT max(era) FROM audit_era); END $$;

-- Days are counted in London, and not by the session's clock: SET timezone would let an ended
-- interest live on for a day (PostgreSQL's current_date obeys it).
CREATE FUNCTION today() RETURNS date LANGUAGE sql STABLE AS
$$ SELECT (now() AT TIME ZONE 'Europe/London')::date $$;

-- Who is asking -------------------------------------------------------------------------------
-- HMAC keys as padded blocks (RFC 2104), so that core sha256() is enough. 'seal' is the
-- database's own and never leaves it; a process may have two while its key is being replaced.
CREATE TABLE audit_actor_key (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    process text NOT NULL,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL,
    installed_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (process, inner_pad));

CREATE FUNCTION seal(message text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$ BEGIN RETURN (SELECT encode(sha256(outer_pad || sha256(inner_pad || convert_to(message, 'UTF8'))), 'hex')
                   FROM audit_actor_key WHERE process = 'seal'); END $$;

CREATE FUNCTION is_proof(process text, message text, proof bytea) RETURNS boolean LANGUAGE plpgsql
    STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN RETURN EXISTS (SELECT FROM audit_actor_key k WHERE k.process = is_proof.process
       AND proof = sha256(k.outer_pad || sha256(k.inner_pad || convert_to(message, 'UTF8')))); END $$;

-- The setting is bound to backend and transaction: typed SQL can neither make nor replay one.
CREATE FUNCTION sealed_setting(appointment uuid) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT appointment || ':' || seal('told|' || appointment || '|' || pg_backend_pid() || '|'
          || extract(epoch FROM transaction_timestamp())) $$;

CREATE FUNCTION current_actor() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE told text := current_setting('tutela.actor', true);
BEGIN
    IF coalesce(told, '') !~ '^[0-9a-f-]{36}:[0-9a-f]{64}$' THEN RETURN NULL; END IF;
    IF told IS DISTINCT FROM sealed_setting(left(told, 36)::uuid) THEN RETURN NULL; END IF;
    RETURN left(told, 36)::uuid;
END $$;

CREATE FUNCTION current_told() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT right(current_setting('tutela.actor', true), 32) $$;

-- Entries -------------------------------------------------------------------------------------
-- Ids and codes only: no names, no free text. `details` may be forgotten; its digest stays.
CREATE TABLE audit_entry (
    id uuid PRIMARY KEY,
    era smallint NOT NULL DEFAULT current_era(),
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    snapshot pg_snapshot NOT NULL DEFAULT pg_current_snapshot(),
    at timestamptz NOT NULL DEFAULT now(),
    actor uuid,                 -- an appointment
    job text,                   -- a named job of the whole register
    account uuid,               -- a user at the door, before any appointment is known
    event text NOT NULL CHECK (event ~ '^[a-z_]+\.[a-z_]+$'),
    about uuid,
    person_id uuid,
    details jsonb,
    salt uuid NOT NULL DEFAULT gen_random_uuid(),
    details_digest bytea NOT NULL,
    operation_key uuid UNIQUE,
    UNIQUE (id, xact),
    CONSTRAINT entry_has_one_doer CHECK (num_nonnulls(actor, job, account) = 1));
CREATE INDEX audit_entry_at ON audit_entry (at);
CREATE INDEX audit_entry_person ON audit_entry (person_id, at) WHERE person_id IS NOT NULL;
CREATE INDEX audit_entry_actor ON audit_entry (actor, at) WHERE actor IS NOT NULL;
CREATE INDEX audit_entry_xact ON audit_entry (era, xact, id);

CREATE FUNCTION append_entry(entry uuid, actor uuid, job text, account uuid, event text, about uuid,
        person uuid, details jsonb, operation_key uuid) RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE new_salt uuid := gen_random_uuid(); kept jsonb := coalesce(details, '{}');
BEGIN
    INSERT INTO audit_entry (id, actor, job, account, event, about, person_id, details, salt, details_digest, operation_key)
    VALUES (entry, actor, job, account, event, about, person, kept, new_salt,
            sha256(convert_to(new_salt || '|' || kept, 'UTF8')), operation_key);
END $$;

CREATE FUNCTION record(entry uuid, event text, about uuid, person uuid, details jsonb, operation_key uuid)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_actor() IS NULL THEN
        RAISE EXCEPTION 'nobody is acting' USING errcode = '28000';
    END IF;
    PERFORM append_entry(entry, current_actor(), NULL, NULL, event, about, person, details, operation_key);
END $$;

-- Sign-in and credentials: before an appointment is known, only this kind of event may be told.
CREATE FUNCTION record_at_the_door(entry uuid, event text, account uuid, details jsonb)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF event !~ '^sign_in[.]' THEN RAISE EXCEPTION 'not a sign-in event' USING errcode = '42501'; END IF;
    PERFORM append_entry(entry, NULL, NULL, coalesce(account, '00000000-0000-0000-0000-000000000000'), event,
                         account, NULL, details, NULL);
END $$;

CREATE FUNCTION record_as_job(entry uuid, job text, event text, about uuid, person uuid, details jsonb)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF job !~ '^[a-z_]+$' THEN RAISE EXCEPTION 'not the name of a job' USING errcode = '42501'; END IF;
    PERFORM append_entry(entry, NULL, job, NULL, event, about, person, details, NULL);
END $$;

-- A second press answers as the first: what the same actor did under this key.
CREATE FUNCTION answered(key uuid, OUT event text, OUT about uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    SELECT e.event, e.about INTO answered.event, answered.about FROM audit_entry e
     WHERE e.operation_key = key AND e.actor = current_actor();
END $$;

-- Looking -------------------------------------------------------------------------------------
CREATE TABLE audit_opening (
    id uuid PRIMARY KEY,
    actor uuid NOT NULL,
    person_id uuid NOT NULL,
    owner_team uuid NOT NULL,   -- who is told
    ground text NOT NULL CHECK (ground IN ('interest', 'cover', 'supervision', 'emergency')),
    parts_read text[] NOT NULL,
    parts_change text[] NOT NULL,
    purpose text NOT NULL CHECK (purpose <> ''),
    at timestamptz NOT NULL DEFAULT now(),
    until timestamptz NOT NULL,
    era smallint NOT NULL DEFAULT current_era(),
    xact xid8 NOT NULL DEFAULT pg_current_xact_id());
CREATE INDEX audit_opening_live ON audit_opening (actor, person_id, until);
CREATE INDEX audit_opening_person ON audit_opening (person_id, at);
CREATE INDEX audit_opening_owner ON audit_opening (owner_team, at) WHERE ground <> 'interest';
CREATE INDEX audit_opening_xact ON audit_opening (era, xact);

CREATE TABLE audit_consultation (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    opening_id uuid NOT NULL,
    actor uuid NOT NULL,
    person_id uuid NOT NULL,
    page text NOT NULL CHECK (page ~ '^[a-z_:]+$'),
    parts_read text[] NOT NULL,
    parts_change text[] NOT NULL,
    known_at timestamptz,       -- the past moment that was shown, if one was
    told text NOT NULL DEFAULT current_told(),   -- end of the seal: worthless after this transaction
    at timestamptz NOT NULL DEFAULT now(),
    era smallint NOT NULL DEFAULT current_era(),
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    snapshot pg_snapshot NOT NULL DEFAULT pg_current_snapshot());
CREATE INDEX audit_consultation_xact ON audit_consultation (xact);
CREATE INDEX audit_consultation_at ON audit_consultation (at);
CREATE INDEX audit_consultation_person ON audit_consultation (person_id, at);
CREATE INDEX audit_consultation_actor ON audit_consultation (actor, at);

-- A list page leaves one entry that names the people shown.
CREATE TABLE audit_listing (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    actor uuid NOT NULL,
    page text NOT NULL CHECK (page ~ '^[a-z_:]+$'),
    people uuid[] NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    era smallint NOT NULL DEFAULT current_era(),
    xact xid8 NOT NULL DEFAULT pg_current_xact_id());
CREATE INDEX audit_listing_actor ON audit_listing (actor, at);
CREATE INDEX audit_listing_people ON audit_listing USING gin (people);

-- History -------------------------------------------------------------------------------------
-- Versions are numbered within their row: no number here tells how much the register holds.
CREATE TABLE audit_history (
    tablename text NOT NULL,
    row_id uuid NOT NULL,
    version integer NOT NULL,
    person_id uuid NOT NULL,
    other_person_id uuid,       -- a second person whom the row names
    part text NOT NULL,
    gone boolean NOT NULL,
    doc jsonb,
    salt uuid NOT NULL DEFAULT gen_random_uuid(),
    digest bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    era smallint NOT NULL DEFAULT current_era(),
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    entry uuid NOT NULL,
    PRIMARY KEY (tablename, row_id, version),
    CONSTRAINT change_has_its_entry FOREIGN KEY (entry, xact) REFERENCES audit_entry (id, xact)
        DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX audit_history_person ON audit_history (person_id, tablename);
CREATE INDEX audit_history_entry ON audit_history (entry, xact);

-- The same for rows that belong to no person: areas, agencies, teams, appointments.
CREATE TABLE audit_reference_history (
    tablename text NOT NULL,
    row_id uuid NOT NULL,
    version integer NOT NULL,
    gone boolean NOT NULL,
    doc jsonb,
    salt uuid NOT NULL DEFAULT gen_random_uuid(),
    digest bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    era smallint NOT NULL DEFAULT current_era(),
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    entry uuid NOT NULL,
    PRIMARY KEY (tablename, row_id, version),
    CONSTRAINT reference_change_has_its_entry FOREIGN KEY (entry, xact) REFERENCES audit_entry (id, xact)
        DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX audit_reference_history_entry ON audit_reference_history (entry, xact);

-- What a table or column was called, and what a column that came later counts as before: a
-- migration that renames or adds a column says so here, and the past stays readable.
CREATE TABLE audit_table_was (is_now text NOT NULL, was text NOT NULL, PRIMARY KEY (is_now, was));
CREATE TABLE audit_column_was (tablename text NOT NULL, is_now text NOT NULL, was text NOT NULL,
    PRIMARY KEY (tablename, is_now, was));
CREATE TABLE audit_column_before (tablename text NOT NULL, columnname text NOT NULL, counts_as jsonb NOT NULL,
    PRIMARY KEY (tablename, columnname));

-- A renamed table goes on counting the versions of its rows.
CREATE FUNCTION names_of(tab text) RETURNS text[] LANGUAGE sql STABLE SET search_path = public, pg_temp AS
$$ SELECT array_append(ARRAY(SELECT was FROM audit_table_was WHERE is_now = tab), tab) $$;

CREATE FUNCTION entry_of_this_change() RETURNS uuid LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF coalesce(current_setting('tutela.entry', true), '') = '' THEN
        RAISE EXCEPTION 'a change needs its audit entry' USING errcode = '42501';
    END IF;
    RETURN current_setting('tutela.entry', true)::uuid;
END $$;

CREATE FUNCTION keep_version(tab text, row_key uuid, person uuid, of_part text, is_gone boolean, is_now jsonb, of_entry uuid)
    RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE new_salt uuid := gen_random_uuid();
BEGIN
    INSERT INTO audit_history (tablename, row_id, version, person_id, other_person_id, part, gone, doc, salt, digest, entry)
    SELECT tab, row_key, 1 + coalesce(max(h.version), 0), person, (is_now ->> 'other_person_id')::uuid, of_part, is_gone,
           is_now, new_salt, sha256(convert_to(new_salt || '|' || coalesce(is_now::text, 'gone'), 'UTF8')), of_entry
      FROM audit_history h WHERE h.tablename = ANY (names_of(tab)) AND h.row_id = row_key;
END $$;

-- A plan made while the table was empty would scan it for every row of a long load.
ALTER FUNCTION keep_version SET enable_seqscan = off;

-- tg_argv: the column that names the person, the part (or '=column' that holds it), then columns left out
-- of the document (contents: it keeps their SHA-256).
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    was jsonb; is_now jsonb; entry uuid := entry_of_this_change();
    person text := tg_argv[0]; part text := tg_argv[1]; part_was text := tg_argv[1]; content text;
BEGIN
    IF tg_op <> 'INSERT' THEN was := to_jsonb(old); END IF;
    IF tg_op <> 'DELETE' THEN is_now := to_jsonb(new); END IF;
    FOREACH content IN ARRAY tg_argv[2:] LOOP
        was := was - content || jsonb_build_object(content || '_sha256', encode(sha256((was ->> content)::bytea), 'hex'));
        is_now := is_now - content || jsonb_build_object(content || '_sha256', encode(sha256((is_now ->> content)::bytea), 'hex'));
    END LOOP;
    IF left(part, 1) = '=' THEN
        part_was := was ->> substr(part, 2);
        part := is_now ->> substr(part, 2);
    END IF;
    IF was IS NOT NULL AND (is_now IS NULL OR is_now ->> person IS DISTINCT FROM was ->> person) THEN
        PERFORM keep_version(tg_table_name, (was ->> 'id')::uuid, (was ->> person)::uuid, part_was, true, NULL, entry);
    END IF;
    IF is_now IS NOT NULL AND is_now IS DISTINCT FROM was THEN
        PERFORM keep_version(tg_table_name, (is_now ->> 'id')::uuid, (is_now ->> person)::uuid, part, false, is_now, entry);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION keep_reference_version(tab text, row_key uuid, is_now jsonb, of_entry uuid) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE new_salt uuid := gen_random_uuid();
BEGIN
    INSERT INTO audit_reference_history (tablename, row_id, version, gone, doc, salt, digest, entry)
    SELECT tab, row_key, 1 + coalesce(max(h.version), 0), is_now IS NULL, is_now, new_salt,
           sha256(convert_to(new_salt || '|' || coalesce(is_now::text, 'gone'), 'UTF8')), of_entry
      FROM audit_reference_history h WHERE h.tablename = ANY (names_of(tab)) AND h.row_id = row_key;
END $$;

CREATE FUNCTION keep_reference() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE was jsonb; is_now jsonb; entry uuid := entry_of_this_change();
BEGIN
    IF tg_op <> 'INSERT' THEN was := to_jsonb(old); END IF;
    IF tg_op <> 'DELETE' THEN is_now := to_jsonb(new); END IF;
    IF is_now IS DISTINCT FROM was THEN
        PERFORM keep_reference_version(tg_table_name, (coalesce(is_now, was) ->> 'id')::uuid, is_now, entry);
    END IF;
    RETURN NULL;
END $$;

-- The past ------------------------------------------------------------------------------------
CREATE SCHEMA known;

CREATE FUNCTION moment_era() RETURNS smallint LANGUAGE sql STABLE SET search_path = public, pg_temp AS
$$ SELECT split_part(nullif(current_setting('tutela.moment', true), ''), '|', 1)::smallint $$;
CREATE FUNCTION moment_snapshot() RETURNS pg_snapshot LANGUAGE sql STABLE SET search_path = public, pg_temp AS
$$ SELECT split_part(nullif(current_setting('tutela.moment', true), ''), '|', 2)::pg_snapshot $$;

-- A row is its latest version told at the moment: the one that no later one told replaces. Keys come from columns
-- of the history, so that a join finds its rows by index and not by reading all that ever was.
CREATE FUNCTION show_known(tab text, reference boolean DEFAULT false) RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE cols text; former text; names text; source text; told text; later text; reader text;
BEGIN
    source := CASE WHEN reference THEN 'public.audit_reference_history' ELSE 'public.audit_history' END;
    later := CASE WHEN reference THEN '' ELSE 'n.person_id = h.person_id AND ' END;
    told := '(%1$s.era < (SELECT public.moment_era()) OR %1$s.era = (SELECT public.moment_era())'
            ' AND pg_visible_in_snapshot(%1$s.xact, (SELECT public.moment_snapshot())))';
    SELECT string_agg(CASE WHEN attname = 'id' THEN 'h.row_id AS id' WHEN attname = 'person_id' AND NOT reference THEN 'h.person_id'
                           ELSE format('r.%I', attname) END, ', ' ORDER BY attnum) INTO cols
      FROM pg_attribute WHERE attrelid = format('public.%I', tab)::regclass AND attnum > 0 AND NOT attisdropped;
    SELECT coalesce(string_agg(format('%L::jsonb || ', jsonb_build_object(columnname, counts_as)), ''), '')
      INTO former FROM audit_column_before WHERE tablename = tab;
    SELECT former || coalesce(string_agg(format('CASE WHEN h.doc ? %1$L THEN jsonb_build_object(%2$L, h.doc -> %1$L) ELSE ''{}'' END || ',
           was, is_now), ''), '') INTO former FROM audit_column_was WHERE tablename = tab;
    SELECT string_agg(quote_literal(n), ', ') INTO names FROM unnest(names_of(tab)) n;
    EXECUTE format('DROP VIEW IF EXISTS known.%I', tab);
    EXECUTE format('CREATE VIEW known.%1$I WITH (security_invoker = true) AS
        SELECT %2$s FROM %3$s h CROSS JOIN LATERAL jsonb_populate_record(NULL::public.%1$I, %4$sh.doc) r
         WHERE h.tablename IN (%5$s) AND NOT h.gone AND %6$s
           AND NOT EXISTS (SELECT FROM %3$s n WHERE %7$s n.tablename IN (%5$s) AND n.row_id = h.row_id
               AND n.version > h.version AND %8$s)',
        tab, cols, source, former, names, format(told, 'h'), later, format(told, 'n'));
    FOREACH reader IN ARRAY ARRAY['tutela_casework', 'tutela_worker', 'tutela_register'] LOOP
        EXECUTE format('GRANT SELECT ON known.%I TO %I', tab, reader);
    END LOOP;
END $$;

-- What had been told of the changes themselves.
CREATE VIEW known.audit_history WITH (security_invoker = true) AS SELECT * FROM public.audit_history h
    WHERE h.era < (SELECT public.moment_era())
       OR h.era = (SELECT public.moment_era()) AND pg_visible_in_snapshot(h.xact, (SELECT public.moment_snapshot()));
GRANT SELECT ON known.audit_history TO tutela_casework, tutela_worker;

-- Rows of nobody in particular: any actor may read, nobody but the owner and definer functions may write.
CREATE FUNCTION protect_reference(tab text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tab);
    EXECUTE format('CREATE POLICY readable ON %I FOR SELECT TO tutela_casework, tutela_worker
                    USING ((SELECT current_actor()) IS NOT NULL)', tab);
    EXECUTE format('CREATE POLICY register ON %I TO tutela_register USING (true)', tab);
    EXECUTE format('CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW
                    EXECUTE FUNCTION keep_reference()', tab);
    EXECUTE format('GRANT SELECT ON %I TO tutela_casework, tutela_worker, tutela_register', tab);
    PERFORM show_known(tab, true);
END $$;

CREATE FUNCTION unprotect_reference(tab text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('DROP VIEW IF EXISTS known.%I', tab);
    EXECUTE format('DROP POLICY readable ON %1$I; DROP POLICY register ON %1$I; DROP TRIGGER keep ON %1$I', tab);
    EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', tab);
END $$;

-- The first thing recorded at or after a moment was recorded by someone who saw all that had been
-- told up to it; for the moment of a page it is the page's own snapshot, exactly.
CREATE FUNCTION moment_at(moment timestamptz) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN coalesce(
        (SELECT s.era || '|' || s.snapshot FROM (
            (SELECT at, era, snapshot FROM audit_entry WHERE at >= moment ORDER BY at LIMIT 1)
            UNION ALL
            (SELECT at, era, snapshot FROM audit_consultation WHERE at >= moment ORDER BY at LIMIT 1)) s
         ORDER BY at LIMIT 1),
        current_era() || '|' || pg_current_snapshot());
END $$;

-- Sealing -------------------------------------------------------------------------------------
CREATE TABLE audit_leaf (
    position bigint PRIMARY KEY,
    entry uuid NOT NULL UNIQUE REFERENCES audit_entry,
    hash bytea NOT NULL);
CREATE TABLE audit_head (
    size bigint PRIMARY KEY,
    root bytea NOT NULL,
    peaks bytea[] NOT NULL,
    era smallint NOT NULL,
    horizon xid8 NOT NULL,      -- every entry of the era below it is in the tree
    looks bytea NOT NULL,       -- chained digest of openings and consultations below the horizon
    looks_count bigint NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT now(),
    public_key bytea NOT NULL,
    signature bytea NOT NULL);

-- What a verification found: counts and codes. Which rows, the command says to whoever runs it.
CREATE TABLE audit_verification (
    id uuid PRIMARY KEY,
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    size bigint NOT NULL,
    root bytea,
    counted jsonb NOT NULL,
    faults bigint NOT NULL,
    found jsonb NOT NULL,
    entry uuid NOT NULL REFERENCES audit_entry DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX audit_verification_ended ON audit_verification (ended_at);
CREATE INDEX audit_listing_xact ON audit_listing (era, xact);

ALTER TABLE audit_era ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_actor_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_opening ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_consultation ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_listing ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_reference_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_table_was ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_column_was ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_column_before ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_leaf ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_verification ENABLE ROW LEVEL SECURITY;
CREATE POLICY register ON audit_entry FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON audit_opening FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON audit_consultation FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON audit_listing FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON audit_history FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON audit_reference_history FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON audit_leaf TO tutela_register USING (true);
CREATE POLICY register ON audit_head TO tutela_register USING (true);
CREATE POLICY register ON audit_verification TO tutela_register USING (true);
CREATE POLICY readable ON audit_reference_history FOR SELECT TO tutela_casework, tutela_worker
    USING ((SELECT current_actor()) IS NOT NULL);
GRANT SELECT ON audit_entry, audit_opening, audit_consultation, audit_listing, audit_history,
    audit_reference_history, audit_leaf, audit_head, audit_verification TO tutela_register;
GRANT INSERT ON audit_leaf, audit_head, audit_verification TO tutela_register;
GRANT SELECT ON audit_reference_history TO tutela_casework, tutela_worker;

-- Names of tables and columns are no secret; the timeline reads old documents by them.
CREATE POLICY readable ON audit_table_was FOR SELECT TO tutela_casework, tutela_worker, tutela_register USING (true);
CREATE POLICY readable ON audit_column_was FOR SELECT TO tutela_casework, tutela_worker, tutela_register USING (true);
GRANT SELECT ON audit_table_was, audit_column_was TO tutela_casework, tutela_worker, tutela_register;

GRANT USAGE ON SCHEMA known TO tutela_casework, tutela_worker, tutela_register;
GRANT EXECUTE ON FUNCTION today, current_actor, current_told, current_era, record, answered, moment_at,
    moment_era, moment_snapshot TO tutela_casework, tutela_worker;
GRANT EXECUTE ON FUNCTION moment_era, moment_snapshot TO tutela_register;
GRANT EXECUTE ON FUNCTION record_at_the_door TO tutela_casework;
GRANT EXECUTE ON FUNCTION record_as_job, current_era TO tutela_register;
