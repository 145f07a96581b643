"""The homes that wait for an officer are found by one index, and only the first are named."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [("people", "0009_listed")]
    operations = [
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0010_homes_waiting_back.sql").read_text()
        )
    ]
