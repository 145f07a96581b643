"""A line is hung under a decision by whoever makes it, and under no older one."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql").read_text()
FORMER = Path(__file__).with_name("0003_as_decided.sql").read_text()
BACK = FORMER[: FORMER.index("CREATE TRIGGER")].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)


class Migration(migrations.Migration):
    dependencies = [("levels", "0004_recompute")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK)]
