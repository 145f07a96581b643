"""A short ground is not made to last by another office of the same account."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [("people", "0012_planned_once")]
    operations = [
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0013_own_offices_back.sql").read_text()
        )
    ]
