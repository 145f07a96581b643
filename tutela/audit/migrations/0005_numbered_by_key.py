"""What numbers the versions of a row finds them by its whole key, on every PostgreSQL."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_asked_by_key")]
    operations = [
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0005_numbered_by_key_back.sql").read_text()
        )
    ]
