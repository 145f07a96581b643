"""The past is read by keys, whatever was counted of it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_in_ones_own_name")]
    operations = [
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0004_asked_by_key_back.sql").read_text()
        )
    ]
