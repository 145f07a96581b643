"""Intelligence from surveillance is seen by nobody who may read the contact log alone."""

from pathlib import Path

from django.db import migrations

BACK = """
ALTER TABLE contact_log_entry DROP CONSTRAINT correction_of_the_same_persons_entry,
    DROP CONSTRAINT entry_of_person_and_part;
SELECT unprotect('contact_log_entry');
SELECT protect('contact_log_entry', 'contact_log');
DELETE FROM audit_column_before WHERE tablename = 'contact_log_entry';
DROP VIEW known.contact_log_entry;
"""


class Migration(migrations.Migration):
    dependencies = [("contact_log", "0003_intelligence")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
