"""Who is asked to a meeting is told by e-mail to look at the worklist, without a word about whom."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_record_walls")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_suffix(".sql").read_text(),
            reverse_sql="DROP FUNCTION tell_of_meeting, those_asked;",
        )
    ]
