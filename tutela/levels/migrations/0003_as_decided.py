"""A category or level says what its decision says."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP TRIGGER as_decided ON levels_level;
DROP TRIGGER as_decided ON levels_category;
DROP FUNCTION says_what_was_decided;
"""


class Migration(migrations.Migration):
    dependencies = [("levels", "0002_walls")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
