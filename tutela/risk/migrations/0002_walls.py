"""Risk is read and changed by whoever may read and change that part of a file."""

from pathlib import Path

from django.db import migrations

BACK = """
REVOKE ALL ON risk_assessment, risk_finding, risk_harm, risk_plan, risk_planreview
    FROM tutela_casework, tutela_worker, tutela_register;
SELECT unprotect(t) FROM unnest(ARRAY['risk_assessment', 'risk_finding', 'risk_harm', 'risk_plan', 'risk_planreview']) t;
ALTER TABLE risk_plan DROP CONSTRAINT plan_of_person;
ALTER TABLE risk_harm DROP CONSTRAINT harm_of_the_persons_assessment;
ALTER TABLE risk_finding DROP CONSTRAINT finding_of_the_persons_assessment;
ALTER TABLE risk_assessment DROP CONSTRAINT assessment_of_person;
"""


class Migration(migrations.Migration):
    dependencies = [("risk", "0001_initial"), ("people", "0008_moves_hold")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
