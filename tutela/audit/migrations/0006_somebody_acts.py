"""A page changes nothing as nobody, and nothing under what was told at the door."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0007_own_second_factor"),
        ("audit", "0005_numbered_by_key"),
        ("contact_log", "0008_asked_walls"),
        ("court_orders", "0004_orders_walls"),
        ("disclosure", "0004_lapse_walls"),
        ("documents", "0004_documents_walls"),
        ("levels", "0006_look_again"),
        ("matching", "0002_walls"),
        ("meetings", "0008_correction_walls"),
        ("notification_requirements", "0014_review_letter_walls"),
        ("people", "0013_own_offices"),
        ("risk", "0003_by_oneself"),
        ("statistics", "0002_walls"),
    ]
    operations = [
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0006_somebody_acts_back.sql").read_text()
        )
    ]
