"""What is not yet in the national system is found by reading each person's history once."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [
        ("notification_requirements", "0011_register_reads_financial_details"),
        ("people", "0009_listed"),
    ]
    operations = [
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0012_entered_at_once_back.sql").read_text()
        )
    ]
