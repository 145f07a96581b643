"""Walls: nobody is told after an approval lapsed; who governs information settles incidents."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__)


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0003_approval_lapses")]
    operations = [
        migrations.RunSQL(
            HERE.with_suffix(".sql").read_text(),
            reverse_sql=HERE.with_name(f"{HERE.stem}_back.sql").read_text(),
        )
    ]
