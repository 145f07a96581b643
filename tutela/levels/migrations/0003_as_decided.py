"""A category or level says what its decision says."""

from pathlib import Path

from django.db import migrations

BACK = """
ALTER TABLE levels_level DROP CONSTRAINT level_as_decided;
ALTER TABLE levels_level DROP decides;
ALTER TABLE levels_category DROP CONSTRAINT category_as_decided;
ALTER TABLE levels_category DROP decides;
ALTER TABLE levels_decision DROP CONSTRAINT decision_of_person_says;
"""


class Migration(migrations.Migration):
    dependencies = [("levels", "0002_walls")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
