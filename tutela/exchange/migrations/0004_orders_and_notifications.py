"""What the import may write of orders, whereabouts and notifications."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql").read_text()
BACK = SQL.replace("GRANT", "REVOKE").replace("TO tutela_register", "FROM tutela_register")


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_court_results"),
        ("court_orders", "0004_orders_walls"),
        ("notification_requirements", "0004_counter_walls"),
        ("people", "0005_movement_walls"),
    ]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK)]
