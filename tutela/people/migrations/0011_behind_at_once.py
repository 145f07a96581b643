"""The timeline of a long file asks once what is open, not for each version."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [("people", "0010_homes_waiting")]
    operations = [
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0011_behind_at_once_back.sql").read_text()
        )
    ]
