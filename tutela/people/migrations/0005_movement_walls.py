"""Who reads and writes where a person is; how a home address moves a person to another area."""

from pathlib import Path

from django.db import migrations

BACK = """
CREATE OR REPLACE FUNCTION contact_cards(lookup uuid) RETURNS TABLE (answer uuid, photograph bytea, surname text, given_names text,
        born_said text, warnings text, status text, prohibitions text, team text, ring_day text, ring_night text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.id,
           CASE WHEN shows ? 'photograph' THEN c.photograph END,
           CASE WHEN shows ? 'name' THEN p.surname ELSE '' END::text,
           CASE WHEN shows ? 'name' THEN p.given_names ELSE '' END::text,
           CASE WHEN shows ? 'name' THEN p.born_said ELSE '' END::text,
           CASE WHEN shows ? 'warnings' THEN coalesce(c.warnings, '') ELSE '' END::text,
           CASE WHEN shows ? 'status' THEN coalesce(c.status, 'none') ELSE 'none' END::text,
           CASE WHEN shows ? 'prohibitions' THEN coalesce(c.prohibitions, '') ELSE '' END::text,
           t.name::text,
           coalesce(nullif(c.ring_day, ''), t.ring_day)::text, coalesce(nullif(c.ring_night, ''), t.ring_night)::text
      FROM people_lookup l JOIN people_lookupanswer a ON a.lookup_id = l.id
      JOIN people_person p ON p.id = a.person_id
      JOIN agencies_team t ON t.id = p.owner_team_id
      LEFT JOIN people_card c ON c.person_id = p.id
      CROSS JOIN LATERAL (SELECT to_jsonb(CASE WHEN p.restricted THEN coalesce(c.shows_when_restricted::text[], '{}')
            ELSE ARRAY['name', 'photograph', 'warnings', 'status', 'prohibitions'] END)) s(shows)
     WHERE l.id = lookup AND l.kind = 'card' AND l.actor = current_actor() AND l.at > now() - interval '15 minutes'
       AND l.xact <> coalesce(pg_current_xact_id_if_assigned(), '0') AND shows <> '[]'::jsonb
     ORDER BY a.id;
END $$;
DROP FUNCTION status_of;
DROP FUNCTION move_by_home, acknowledge_move, take_back_move, acknowledge_from_outside, homes_to_place, area_chosen_for,
    tell_overdue_moves, those_told_of_moves, area_of_team, kind_of_team;
SELECT unprotect(t) FROM unnest(ARRAY['people_whereabouts', 'people_move', 'people_transfer']) t;
REVOKE ALL ON people_whereabouts, people_move, people_transfer FROM tutela_casework, tutela_worker, tutela_register;
DROP INDEX move_open_once;
ALTER TABLE people_move DROP CONSTRAINT move_to_the_persons_address, DROP CONSTRAINT move_by_interest_in_the_person;
ALTER TABLE people_address DROP CONSTRAINT address_of_person;
ALTER TABLE people_interest DROP CONSTRAINT interest_of_person;
REVOKE UPDATE (area_id) ON people_address FROM tutela_casework;
DROP VIEW known.people_address;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_movement"), ("agencies", "0005_reference_walls")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
