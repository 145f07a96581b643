-- Figures: who may ask for them, who counts, who sees them, and that nobody lets them out alone.
-- Rows are only ever added, and each holds the audit entry of its own transaction. (The default comes
-- after the column: adding both at once would ask for an entry here.)
CREATE FUNCTION added_with_its_entry(tab text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('ALTER TABLE %1$I ADD entry uuid NOT NULL, ADD xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
        ADD CONSTRAINT %2$I FOREIGN KEY (entry, xact) REFERENCES audit_entry (id, xact) DEFERRABLE INITIALLY DEFERRED',
        tab, tab || '_has_its_entry');
    EXECUTE format('ALTER TABLE %I ALTER entry SET DEFAULT entry_of_this_change()', tab);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tab);
    EXECUTE format('GRANT SELECT ON %I TO tutela_casework', tab);
END $$;
SELECT added_with_its_entry(t) FROM unnest(ARRAY['statistics_count', 'statistics_snapshot', 'statistics_figure', 'statistics_ask',
    'statistics_decision', 'statistics_publication', 'statistics_publishedfigure', 'statistics_withdrawal']) t;
DROP FUNCTION added_with_its_entry;

-- Who decided is not who asked: the decision holds the account that asked, and may not be of it (a check of the table).
ALTER TABLE statistics_decision ADD CONSTRAINT decision_on_what_that_account_asked
    FOREIGN KEY (ask_id, asked_account_id) REFERENCES statistics_ask (id, account_id);

-- The area whose figures I see: that of my agency, where it is of the Responsible Authority
-- (Criminal Justice Act 2003 s.325(1): police, probation, prisons).
CREATE FUNCTION figures_area() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT g.area_id FROM agencies_agency g WHERE g.id = my_agency() AND g.kind IN ('police', 'probation', 'prison'));
END $$;

CREATE POLICY of_the_area ON statistics_count FOR SELECT TO tutela_casework USING (area_id = (SELECT figures_area()));
CREATE POLICY of_the_area ON statistics_snapshot FOR SELECT TO tutela_casework USING (area_id = (SELECT figures_area()));
CREATE POLICY of_the_area ON statistics_figure FOR SELECT TO tutela_casework
    USING (snapshot_id IN (SELECT s.id FROM statistics_snapshot s));
CREATE POLICY of_the_area ON statistics_ask FOR SELECT TO tutela_casework
    USING (snapshot_id IN (SELECT s.id FROM statistics_snapshot s));
CREATE POLICY of_the_area ON statistics_decision FOR SELECT TO tutela_casework
    USING (ask_id IN (SELECT a.id FROM statistics_ask a));

-- What was let out, everybody who acts may see, until it is withdrawn; the area goes on seeing it.
CREATE POLICY released ON statistics_withdrawal FOR SELECT TO tutela_casework USING ((SELECT current_actor()) IS NOT NULL);
CREATE POLICY released ON statistics_publication FOR SELECT TO tutela_casework USING (
    (SELECT current_actor()) IS NOT NULL AND (area_id = (SELECT figures_area())
        OR NOT EXISTS (SELECT FROM statistics_withdrawal w WHERE w.publication_id = statistics_publication.id)));
CREATE POLICY released ON statistics_publishedfigure FOR SELECT TO tutela_casework
    USING (publication_id IN (SELECT p.id FROM statistics_publication p));

-- The job reads what was asked and adds what it counted.
CREATE POLICY register ON statistics_count FOR SELECT TO tutela_register USING (true);
CREATE POLICY register ON statistics_snapshot TO tutela_register USING (true);
CREATE POLICY register ON statistics_figure TO tutela_register USING (true);
GRANT SELECT ON statistics_count, statistics_snapshot TO tutela_register;
GRANT INSERT ON statistics_snapshot, statistics_figure TO tutela_register;
GRANT EXECUTE ON FUNCTION entry_of_this_change TO tutela_register;

-- Powers that reach beyond the own agency belong to the offices that design and law gave them to.
CREATE OR REPLACE FUNCTION may_be_given(powers text[], team uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE kind text := (SELECT g.kind FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id WHERE t.id = team);
BEGIN
    RETURN powers <@ ARRAY['record', 'supervise', 'govern', 'administer', 'emergency', 'cards', 'figures']
        AND ('emergency' <> ALL (powers) OR kind IN ('police', 'prison', 'probation'))
        AND ('figures' <> ALL (powers) OR kind IN ('police', 'prison', 'probation'))
        AND ('cards' <> ALL (powers) OR kind = 'police');
END $$;

CREATE FUNCTION my_figures_area() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE area uuid := figures_area();
BEGIN
    IF area IS NULL OR NOT i_may('figures') THEN RAISE EXCEPTION 'figures refused' USING errcode = '42501'; END IF;
    RETURN area;
END $$;

CREATE FUNCTION ask_for_count(count uuid, counted_on date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF counted_on > today() THEN RAISE EXCEPTION 'figures refused' USING errcode = '42501'; END IF;
    INSERT INTO statistics_count (id, area_id, counted_on, asked_by_id, asked_at)
    VALUES (count, my_figures_area(), counted_on, current_actor(), now());
END $$;

CREATE FUNCTION ask_release(ask uuid, snapshot uuid, why text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF btrim(why) = '' OR NOT EXISTS (SELECT FROM statistics_snapshot s WHERE s.id = snapshot AND s.area_id = my_figures_area())
       OR EXISTS (SELECT FROM statistics_ask a LEFT JOIN statistics_decision d ON d.ask_id = a.id
                   WHERE a.snapshot_id = snapshot AND d.id IS NULL) THEN
        RAISE EXCEPTION 'figures refused' USING errcode = '42501';
    END IF;
    INSERT INTO statistics_ask (id, snapshot_id, asked_by_id, account_id, why, at)
    VALUES (ask, snapshot, current_actor(), (me()).user_id, btrim(ask_release.why), now());
END $$;

-- Two releases of one area at once meet on this row.
CREATE TABLE statistics_turn (area_id uuid PRIMARY KEY REFERENCES agencies_area, turn bigint NOT NULL);
ALTER TABLE statistics_turn ENABLE ROW LEVEL SECURITY;

-- By another person than asked; never two releases of days so near that their difference would tell of few people.
CREATE FUNCTION decide_release(decision uuid, publication uuid, ask uuid, outcome text, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE asked statistics_ask; counted statistics_snapshot;
BEGIN
    SELECT * INTO asked FROM statistics_ask a WHERE a.id = ask;
    SELECT * INTO counted FROM statistics_snapshot s WHERE s.id = asked.snapshot_id AND s.area_id = my_figures_area();
    IF counted.id IS NULL OR btrim(why) = '' OR asked.account_id = (me()).user_id THEN
        RAISE EXCEPTION 'figures refused' USING errcode = '42501';
    END IF;
    BEGIN
        INSERT INTO statistics_decision (id, ask_id, asked_account_id, decided_by_id, account_id, outcome, why, at)
        VALUES (decision, asked.id, asked.account_id, current_actor(), (me()).user_id, outcome, btrim(decide_release.why), now());
    EXCEPTION WHEN unique_violation THEN   -- decided meanwhile: begin again, and be told so
        RAISE EXCEPTION 'decided meanwhile' USING errcode = '40001';
    END;
    IF outcome <> 'released' THEN RETURN; END IF;
    INSERT INTO statistics_turn AS t (area_id, turn) VALUES (counted.area_id, 1)
        ON CONFLICT (area_id) DO UPDATE SET turn = t.turn + 1;   -- who comes second begins again, and sees the first
    IF EXISTS (SELECT FROM statistics_publication p WHERE p.area_id = counted.area_id
                AND abs(p.counted_on - counted.counted_on) < 90
                AND NOT EXISTS (SELECT FROM statistics_withdrawal w WHERE w.publication_id = p.id)) THEN
        RAISE EXCEPTION 'figures refused' USING errcode = '42501';
    END IF;
    INSERT INTO statistics_publication (id, decision_id, area_id, counted_on, year_from, population_on, population_source,
        population_is_verified, chart, at)
    VALUES (publication, decision, counted.area_id, counted.counted_on, counted.year_from, counted.population_on,
        counted.population_source, counted.population_is_verified, counted.disclosed_chart, now());
    INSERT INTO statistics_publishedfigure (id, publication_id, code, value)
    SELECT gen_random_uuid(), publication, f.code, f.disclosed FROM statistics_figure f WHERE f.snapshot_id = counted.id;
END $$;

-- Taking back needs nobody else: it lets nothing out.
CREATE FUNCTION withdraw_release(withdrawal uuid, publication uuid, why text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF btrim(why) = '' OR NOT EXISTS (SELECT FROM statistics_publication p WHERE p.id = publication AND p.area_id = my_figures_area())
       OR EXISTS (SELECT FROM statistics_withdrawal w WHERE w.publication_id = publication) THEN
        RAISE EXCEPTION 'figures refused' USING errcode = '42501';
    END IF;
    INSERT INTO statistics_withdrawal (id, publication_id, withdrawn_by_id, why, at)
    VALUES (withdrawal, publication, current_actor(), btrim(withdraw_release.why), now());
END $$;

GRANT EXECUTE ON FUNCTION figures_area, ask_for_count, ask_release, decide_release, withdraw_release TO tutela_casework;
