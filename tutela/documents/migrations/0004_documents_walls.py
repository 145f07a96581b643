"""A document is seen by whoever may read the part of the file that it belongs to."""

from pathlib import Path

from django.db import migrations

BACK = """
SELECT unprotect(t) FROM unnest(ARRAY['documents_document', 'documents_documentcontent']) t;
ALTER TABLE documents_documentcontent DROP CONSTRAINT content_of_the_persons_document;
ALTER TABLE documents_document DROP CONSTRAINT document_of_person_and_part;
ALTER TABLE documents_document DROP CONSTRAINT document_of_person;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_documents"), ("people", "0003_parts")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
