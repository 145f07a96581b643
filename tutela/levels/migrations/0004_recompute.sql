-- The law of the last whole working out, and how far a killed one came: no count of anybody.
ALTER TABLE levels_recompute ADD CONSTRAINT recompute_has_its_entry
    FOREIGN KEY (entry) REFERENCES audit_entry (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE levels_recompute ENABLE ROW LEVEL SECURITY;
CREATE POLICY register ON levels_recompute TO tutela_register USING (true);
GRANT SELECT, INSERT ON levels_recompute TO tutela_register;
GRANT UPDATE (ended_at, reached, counted, changed) ON levels_recompute TO tutela_register;

-- Who may neither chair nor arrange meetings decides no level but level 1 after a screening, and ends one with its
-- category: also where the part is theirs to change, and SQL is typed.
CREATE POLICY at_meetings ON levels_decision AS RESTRICTIVE FOR INSERT TO tutela_casework, tutela_worker
    WITH CHECK (of <> 'level' OR how IN ('law', 'officer', 'screening') OR i_may('meetings'));
