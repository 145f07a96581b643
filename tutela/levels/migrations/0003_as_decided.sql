-- What is so says what was decided: nobody changes the line and leaves it under another's decision.
ALTER TABLE levels_decision ADD CONSTRAINT decision_of_person_says UNIQUE (id, person_id, of, value);
ALTER TABLE levels_category ADD decides varchar(10) GENERATED ALWAYS AS ('category') STORED;
ALTER TABLE levels_category ADD CONSTRAINT category_as_decided
    FOREIGN KEY (decision_id, person_id, decides, category) REFERENCES levels_decision (id, person_id, of, value);
ALTER TABLE levels_level ADD decides varchar(10) GENERATED ALWAYS AS ('level') STORED;
ALTER TABLE levels_level ADD CONSTRAINT level_as_decided
    FOREIGN KEY (decision_id, person_id, decides, level) REFERENCES levels_decision (id, person_id, of, value);
