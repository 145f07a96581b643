"""A page queues the jobs that somebody asks for, as they are declared, and no other."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP TRIGGER asked_for ON procrastinate_jobs;
DROP FUNCTION pages_queue_what_was_asked_for;
"""


class Migration(migrations.Migration):
    dependencies = [("installation", "0002_rights")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
