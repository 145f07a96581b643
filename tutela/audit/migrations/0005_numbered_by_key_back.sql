CREATE OR REPLACE FUNCTION names_of(tab text) RETURNS text[] LANGUAGE sql STABLE SET search_path = public, pg_temp AS
$$ SELECT array_append(ARRAY(SELECT was FROM audit_table_was WHERE is_now = tab), tab) $$;

CREATE OR REPLACE FUNCTION keep_version(tab text, row_key uuid, person uuid, of_part text, is_gone boolean, is_now jsonb, of_entry uuid)
    RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE new_salt uuid := gen_random_uuid();
BEGIN
    INSERT INTO audit_history (tablename, row_id, version, person_id, other_person_id, part, gone, doc, salt, digest, entry)
    SELECT tab, row_key, 1 + coalesce(max(h.version), 0), person, (is_now ->> 'other_person_id')::uuid, of_part, is_gone,
           is_now, new_salt, sha256(convert_to(new_salt || '|' || coalesce(is_now::text, 'gone'), 'UTF8')), of_entry
      FROM audit_history h WHERE h.tablename = ANY (names_of(tab)) AND h.row_id = row_key;
END $$;

CREATE OR REPLACE FUNCTION keep_reference_version(tab text, row_key uuid, is_now jsonb, of_entry uuid) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE new_salt uuid := gen_random_uuid();
BEGIN
    INSERT INTO audit_reference_history (tablename, row_id, version, gone, doc, salt, digest, entry)
    SELECT tab, row_key, 1 + coalesce(max(h.version), 0), is_now IS NULL, is_now, new_salt,
           sha256(convert_to(new_salt || '|' || coalesce(is_now::text, 'gone'), 'UTF8')), of_entry
      FROM audit_reference_history h WHERE h.tablename = ANY (names_of(tab)) AND h.row_id = row_key;
END $$;
