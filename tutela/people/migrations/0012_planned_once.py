"""What every page of a file calls is planned once."""

from pathlib import Path

from django.db import migrations

BACK = """
ALTER FUNCTION behind_changes RESET plan_cache_mode;
ALTER FUNCTION consult RESET plan_cache_mode;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0011_behind_at_once")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
