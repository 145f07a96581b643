-- A letter of a review is of the person's review; it is issued under one's own name, and stays as it was issued.
ALTER TABLE notification_requirements_reviewletter ADD CONSTRAINT letter_of_the_persons_review
    FOREIGN KEY (review_id, person_id) REFERENCES notification_requirements_review (id, person_id) DEFERRABLE INITIALLY DEFERRED;
SELECT protect('notification_requirements_reviewletter', 'notifications', leave_out => ARRAY['content']);
CREATE POLICY by_oneself ON notification_requirements_reviewletter AS RESTRICTIVE FOR INSERT TO tutela_casework, tutela_worker
    WITH CHECK (issued_by_id = (SELECT current_actor()));
GRANT SELECT ON notification_requirements_reviewletter TO tutela_casework, tutela_worker, tutela_register;
GRANT INSERT ON notification_requirements_reviewletter TO tutela_casework;
