"""An area's administrator says how early; the job reminds each officer once of each day."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP FUNCTION remind_of_dates, reminder_days;
DROP POLICY addable ON notification_requirements_reminderperiod;
REVOKE INSERT ON notification_requirements_reminderperiod FROM tutela_casework;
SELECT unprotect_reference('notification_requirements_reminderperiod');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notification_requirements", "0009_reminders"),
        ("agencies", "0005_reference_walls"),
    ]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
