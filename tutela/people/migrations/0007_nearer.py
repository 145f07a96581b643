"""Whose people are one's own is found by one index; a page of a file is turned by one call."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP FUNCTION turn_page;
CREATE OR REPLACE FUNCTION list_shown(people uuid[], page text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF current_actor() IS NULL THEN RAISE EXCEPTION 'nobody is acting' USING errcode = '28000'; END IF;
    INSERT INTO audit_listing (actor, page, people) SELECT current_actor(), page, array_agg(seen.id)
      FROM (SELECT unnest(people) AS id INTERSECT (SELECT my_people('list') UNION SELECT unnest(people_opened('list')))) seen
    HAVING count(*) > 0;
END $$;
CREATE OR REPLACE FUNCTION my_people(part text) RETURNS SETOF uuid ROWS 4000
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me(); others uuid[]; on_day date := today();   -- once: per row it tripled the time
BEGIN
    IF mine.id IS NULL THEN RETURN; END IF;
    RETURN QUERY SELECT i.person_id FROM people_interest i
     WHERE i.team_id = mine.team_id AND i.starts_on <= on_day AND i.ends_before > on_day
       AND part = ANY (i.parts_read) AND reads_for_me(i, mine);
    others := teams_supervised() || teams_covered();
    IF cardinality(others) > 0 AND part <> ALL (compartments()) THEN
        RETURN QUERY SELECT i.person_id FROM people_interest i
         WHERE i.team_id = ANY (others) AND i.starts_on <= on_day AND i.ends_before > on_day
           AND part = ANY (i.parts_read) AND NOT i.restricted;
    END IF;
    IF part = 'list' AND 'govern' = ANY (mine.powers) THEN   -- whose files were looked at: the line, never the file
        RETURN QUERY SELECT p.id FROM people_person p WHERE NOT p.restricted
           AND p.owner_team_id IN (SELECT t.id FROM agencies_team t WHERE t.agency_id = my_agency());
    END IF;
END $$;
DROP FUNCTION people_seen;
DROP INDEX people_interest_of_team, people_interest_of_readers;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_parts_of_a_case")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
