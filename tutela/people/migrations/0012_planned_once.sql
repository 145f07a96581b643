-- What every page of a file calls is planned once. Left to itself, PostgreSQL takes a list of unknown length for ten
-- people or changes, finds that dearer than the one it was given, and so plans anew each time: that took longer than
-- the answer (consult 0.57 ms, now 0.31; behind_changes 1.1, now 0.2). A later CREATE OR REPLACE must say it again.
ALTER FUNCTION consult SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION behind_changes SET plan_cache_mode = force_generic_plan;
