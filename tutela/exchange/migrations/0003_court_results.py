"""What the import may write of court results."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_walls"), ("court_orders", "0002_results_walls")]
    operations = [
        migrations.RunSQL(
            SQL,
            reverse_sql=SQL.replace("GRANT", "REVOKE").replace(
                "TO tutela_register", "FROM tutela_register"
            ),
        )
    ]
