"""Court results are read and changed by whoever may read and change that part of a file."""

from pathlib import Path

from django.db import migrations

BACK = """
SELECT unprotect(t) FROM unnest(ARRAY['court_orders_result', 'court_orders_offence', 'court_orders_sentence',
    'court_orders_resultchange']) t;
ALTER TABLE court_orders_resultchange DROP CONSTRAINT change_of_the_persons_result;
ALTER TABLE court_orders_sentence DROP CONSTRAINT sentence_overlaps_one_of_the_same_person,
    DROP CONSTRAINT sentence_follows_one_of_the_same_person, DROP CONSTRAINT sentence_for_an_offence_of_its_result,
    DROP CONSTRAINT sentence_of_the_persons_result, DROP CONSTRAINT sentence_of_person;
ALTER TABLE court_orders_offence DROP CONSTRAINT offence_of_the_persons_result,
    DROP CONSTRAINT offence_of_result_and_person;
ALTER TABLE court_orders_result DROP CONSTRAINT document_of_the_same_person, DROP CONSTRAINT result_of_person;
"""


class Migration(migrations.Migration):
    dependencies = [("court_orders", "0001_results"), ("documents", "0004_documents_walls")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
