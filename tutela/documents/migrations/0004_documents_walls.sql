-- A document is of one part of the file, and so are its bytes; both are held to the same person.
ALTER TABLE documents_document ADD CONSTRAINT document_of_person UNIQUE (id, person_id);
ALTER TABLE documents_document ADD CONSTRAINT document_of_person_and_part UNIQUE (id, person_id, part);
ALTER TABLE documents_documentcontent ADD CONSTRAINT content_of_the_persons_document
    FOREIGN KEY (document_id, person_id, part) REFERENCES documents_document (id, person_id, part);

SELECT protect('documents_document', '=part');
-- the bytes stay out of history: the document's digest keeps what they were
SELECT protect('documents_documentcontent', '=part', leave_out => ARRAY['content']);

GRANT SELECT ON documents_document, documents_documentcontent TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT, UPDATE (kind, title, dated_on, wrong_because, version) ON documents_document TO tutela_casework;
GRANT INSERT ON documents_documentcontent TO tutela_casework;
