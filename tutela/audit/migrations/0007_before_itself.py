"""A moment shows no change of the transaction that it ends with; each restore is an era of its own."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_somebody_acts")]
    operations = [
        migrations.RunSQL(
            SQL.read_text(), reverse_sql=SQL.with_name("0007_before_itself_back.sql").read_text()
        )
    ]
