-- Risk is a part of the file; every row is held to its assessment and to the same person.
ALTER TABLE risk_assessment ADD CONSTRAINT assessment_of_person UNIQUE (id, person_id);
ALTER TABLE risk_finding ADD CONSTRAINT finding_of_the_persons_assessment
    FOREIGN KEY (assessment_id, person_id) REFERENCES risk_assessment (id, person_id);
ALTER TABLE risk_harm ADD CONSTRAINT harm_of_the_persons_assessment
    FOREIGN KEY (assessment_id, person_id) REFERENCES risk_assessment (id, person_id);
ALTER TABLE risk_plan ADD CONSTRAINT plan_of_person UNIQUE (id, person_id);

SELECT protect('risk_assessment', 'risk');
SELECT protect('risk_finding', 'risk');
SELECT protect('risk_harm', 'risk');
SELECT protect('risk_plan', 'risk');
SELECT protect('risk_planreview', 'risk', list => true);

GRANT SELECT ON risk_assessment, risk_finding, risk_harm, risk_plan, risk_planreview TO tutela_casework, tutela_worker, tutela_register;
-- what was assessed is never changed, only said to be wrong; a plan is followed by the next version
GRANT INSERT, UPDATE (wrong_because, version) ON risk_assessment TO tutela_casework;
GRANT INSERT ON risk_finding, risk_harm, risk_plan TO tutela_casework;
GRANT INSERT, UPDATE (due_on, number, version) ON risk_planreview TO tutela_casework;
