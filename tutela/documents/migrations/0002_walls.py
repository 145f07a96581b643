"""Photographs are a part of the file, and their bytes are never changed."""

from pathlib import Path

from django.db import migrations

BACK = """
SELECT unprotect(t) FROM unnest(ARRAY['documents_photograph', 'documents_photographcontent']) t;
ALTER TABLE documents_photographcontent DROP CONSTRAINT content_of_the_persons_photograph;
ALTER TABLE documents_photograph DROP CONSTRAINT photograph_of_person;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("people", "0002_walls")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
