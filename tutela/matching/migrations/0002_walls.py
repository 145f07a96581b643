"""Who is told that two records are likely of one person, and what both owners can make of it."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP FUNCTION tell_likeness, found_likely, other_of, joined_interest, answer_likeness, part_records CASCADE;
SELECT unprotect(t) FROM unnest(ARRAY['matching_likeness', 'matching_join']) t;
DROP TRIGGER keep ON matching_pair;
DROP POLICY register ON matching_pair;
ALTER TABLE matching_likeness DROP CONSTRAINT likeness_of_person;
"""


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial"), ("people", "0003_parts")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
