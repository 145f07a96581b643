"""A visit is brought into a file by whom it reached, and by nobody who only knows its key."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP POLICY of_a_visit_that_reached_us ON notification_requirements_attendance;
DROP FUNCTION visit_reaches_me;
"""


class Migration(migrations.Migration):
    dependencies = [("notification_requirements", "0014_review_letter_walls")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
