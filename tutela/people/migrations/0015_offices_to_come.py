"""A short ground is not made to last by an office that is yet to begin."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [("people", "0014_lifted_why")]
    operations = [
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0015_offices_to_come_back.sql").read_text()
        )
    ]
