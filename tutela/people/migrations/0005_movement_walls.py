"""Who reads and writes where a person is; how a home address moves a person to another area."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP FUNCTION move_by_home, acknowledge_move, take_back_move, acknowledge_from_outside, homes_to_place,
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
