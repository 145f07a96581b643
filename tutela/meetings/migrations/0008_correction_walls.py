"""Walls of corrections; the outcome stays as it was issued; those who come hear that it was moved."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_corrections_and_moves")]
    operations = [
        migrations.RunSQL(
            HERE.with_suffix(".sql").read_text(),
            reverse_sql=HERE.with_name(f"{HERE.stem}_back.sql").read_text(),
        )
    ]
