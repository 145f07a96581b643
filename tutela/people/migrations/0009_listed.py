"""Whoever a page has named as shown is found in one's lists by their own interests."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [("people", "0008_moves_hold")]
    operations = [
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0009_listed_back.sql").read_text()
        )
    ]
