"""Who records an assessment or writes a plan is who acts."""

from pathlib import Path

from django.db import migrations

BACK = "DROP POLICY by_oneself ON risk_assessment; DROP POLICY by_oneself ON risk_plan;"


class Migration(migrations.Migration):
    dependencies = [("risk", "0002_walls")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
