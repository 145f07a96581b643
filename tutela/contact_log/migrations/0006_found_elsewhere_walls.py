"""Telling that somebody was found elsewhere."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contact_log", "0005_found_elsewhere")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_suffix(".sql").read_text(), reverse_sql="DROP FUNCTION tell_found;"
        )
    ]
