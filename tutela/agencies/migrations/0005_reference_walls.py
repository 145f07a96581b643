"""Who reads areas, bodies and stations, and who keeps them."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP POLICY addable ON agencies_station;
DROP POLICY changeable ON agencies_station;
DROP FUNCTION area_i_keep, team_taking_moves;
SELECT unprotect_reference(t) FROM unnest(ARRAY['agencies_population', 'agencies_body', 'agencies_station']) t;
REVOKE ALL ON agencies_population, agencies_body, agencies_station FROM tutela_casework, tutela_worker, tutela_register;
DELETE FROM audit_column_before WHERE tablename IN ('agencies_area', 'agencies_team');
DROP VIEW known.agencies_area, known.agencies_team;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_reference")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
