"""Where a person is, what orders say and what was notified are facts that determine dates too."""

from django.db import migrations

FORWARD = """
SELECT watch_facts('people_whereabouts');
SELECT watch_facts('court_orders_order');
SELECT watch_facts('notification_requirements_notification');
SELECT watch_facts('notification_requirements_travel');
"""
BACK = """
SELECT unwatch_facts('people_whereabouts');
SELECT unwatch_facts('court_orders_order');
SELECT unwatch_facts('notification_requirements_notification');
SELECT unwatch_facts('notification_requirements_travel');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notification_requirements", "0006_breach_walls"),
        ("court_orders", "0004_orders_walls"),
        ("people", "0005_movement_walls"),
    ]
    operations = [migrations.RunSQL(FORWARD, reverse_sql=BACK)]
