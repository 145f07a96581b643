"""Who is asking, and who may appoint whom."""

from pathlib import Path

from django.db import migrations

BACK = """
SELECT unprotect_reference(t) FROM unnest(ARRAY['agencies_area', 'agencies_agency', 'agencies_team',
    'agencies_appointment', 'agencies_cover']) t;
DROP INDEX agencies_cover_live;
DROP TRIGGER keep_account ON agencies_user;
DROP POLICY signing_in ON agencies_user;
DROP POLICY acting ON agencies_user;
DROP POLICY register ON agencies_user;
DROP POLICY register ON agencies_alert;
ALTER TABLE agencies_user DISABLE ROW LEVEL SECURITY;
ALTER TABLE agencies_alert DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON agencies_user, agencies_alert FROM tutela_casework, tutela_worker, tutela_register;
DROP FUNCTION
    is_live, tell_actor, appointments_of, me, my_team, my_agency, i_may, teams_covered,
    my_teams, administers, add_user, appoint, change_appointment, arrange_cover, end_cover,
    alert, those_answering_for, teams_supervised, may_be_given, keep_account
    CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial"), ("audit", "0002_record")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
