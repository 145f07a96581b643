-- An entry is of the log, or of the compartment of surveillance; each is held to its own readers. What was
-- written before is of the log, ungraded. A correction is of an entry of the same person.
INSERT INTO audit_column_before VALUES
    ('contact_log_entry', 'part', '"contact_log"'), ('contact_log_entry', 'grading', '""'),
    ('contact_log_entry', 'source_grade', '""'), ('contact_log_entry', 'content_grade', '""'),
    ('contact_log_entry', 'handling_grade', '""'), ('contact_log_entry', 'conditions', '""'),
    ('contact_log_entry', 'custody', '""'), ('contact_log_entry', 'place', '""'),
    ('contact_log_entry', 'decided_by', '""'), ('contact_log_entry', 'decided_why', '""');
SELECT unprotect('contact_log_entry');
SELECT protect('contact_log_entry', '=part');
ALTER TABLE contact_log_entry ADD CONSTRAINT entry_of_person_and_part UNIQUE (id, person_id, part);
ALTER TABLE contact_log_entry ADD CONSTRAINT correction_of_the_same_persons_entry
    FOREIGN KEY (corrects_id, person_id, part) REFERENCES contact_log_entry (id, person_id, part);
