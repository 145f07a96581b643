"""Where a second factor is taken away, the sessions of its account end."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0007_own_second_factor"),
        ("audit", "0005_numbered_by_key"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [
        migrations.AddField(
            "user",
            "factors_taken",
            models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0008_factors_taken_back.sql").read_text()
        ),
    ]
