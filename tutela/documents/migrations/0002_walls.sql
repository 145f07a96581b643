-- A photograph is a part of the file; its bytes are held to it and to the same person.
ALTER TABLE documents_photograph ADD CONSTRAINT photograph_of_person UNIQUE (id, person_id);
ALTER TABLE documents_photographcontent ADD CONSTRAINT content_of_the_persons_photograph
    FOREIGN KEY (photograph_id, person_id) REFERENCES documents_photograph (id, person_id);

SELECT protect('documents_photograph', 'photographs');
-- the bytes stay out of history: the photograph's digest keeps what they were
SELECT protect('documents_photographcontent', 'photographs', leave_out => ARRAY['content']);

GRANT SELECT ON documents_photograph, documents_photographcontent
    TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT, UPDATE (taken_on, shows, wrong_because, version) ON documents_photograph TO tutela_casework;
GRANT INSERT ON documents_photographcontent TO tutela_casework;
