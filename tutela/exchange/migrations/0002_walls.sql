-- What came from which agency's extract. Nobody but the import (tutela_register, by its own policy)
-- reads or writes it, so it is part of nobody's file; each row names the entry under which it was
-- written, and that entry must exist.
ALTER TABLE exchange_source ADD CONSTRAINT source_was_written_under_its_entry
    FOREIGN KEY (entry) REFERENCES audit_entry (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE exchange_source ENABLE ROW LEVEL SECURITY;
CREATE POLICY register ON exchange_source TO tutela_register USING (true);
GRANT SELECT, INSERT, UPDATE (versions, digest, entry) ON exchange_source TO tutela_register;

-- The import writes the same columns as an officer's pages, as the named job of the whole register:
-- new records with the first interest of the team that the extract is for, and corrections of rows
-- that nobody here has changed since. It deletes nothing, and changes nobody's interest.
GRANT INSERT, UPDATE (surname, given_names, born_said, born_on, version) ON people_person TO tutela_register;
GRANT INSERT ON people_interest, people_card TO tutela_register;
GRANT INSERT, UPDATE (kind, surname, given_names, surname_key, given_key, starts_on, ends_on, source, version)
    ON people_name TO tutela_register;
GRANT INSERT, UPDATE (said, "on", earliest, latest, version) ON people_birthdate TO tutela_register;
GRANT INSERT, UPDATE (kind, said, key, is_sound, kept_because, version) ON people_identifier TO tutela_register;
GRANT INSERT, UPDATE (kind, lines, postcode, postcode_key, house_key, starts_on, ends_on, version)
    ON people_address TO tutela_register;
