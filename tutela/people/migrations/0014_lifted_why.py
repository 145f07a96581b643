"""Why a restriction was lifted is kept, and shown to whoever reads the file."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [("people", "0013_own_offices"), ("audit", "0005_numbered_by_key")]
    operations = [
        # the view of the past is made anew below; on the way back, once the column has gone
        migrations.RunSQL(migrations.RunSQL.noop, "SELECT show_known('people_person')"),
        migrations.AddField(
            "person",
            "lifted_why",
            models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0014_lifted_why_back.sql").read_text()
        ),
    ]
