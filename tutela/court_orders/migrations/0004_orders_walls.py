"""Orders are a part of the file; what their tokens stand for is read by few, who say why first."""

from pathlib import Path

from django.db import migrations

BACK = """
REVOKE UPDATE (prohibitions, version) ON people_card FROM tutela_register;
DROP POLICY resolved ON audit_history;
DROP POLICY resolved ON court_orders_meaning;
DROP POLICY resolved ON court_orders_certifiedwording;
DROP POLICY governed ON court_orders_resolution;
SELECT unprotect(t) FROM unnest(ARRAY['court_orders_order', 'court_orders_orderchange', 'court_orders_clause', 'court_orders_passport',
    'court_orders_orderbreach', 'court_orders_token', 'court_orders_meaning', 'court_orders_certifiedwording', 'court_orders_resolution']) t;
DROP FUNCTION ask_for_meanings, people_resolved, token_words;
ALTER TABLE court_orders_resolution DROP CONSTRAINT look_at_the_persons_order;
ALTER TABLE court_orders_certifiedwording DROP CONSTRAINT wording_of_the_persons_clause;
ALTER TABLE court_orders_meaning DROP CONSTRAINT meaning_of_the_persons_token;
ALTER TABLE court_orders_token DROP CONSTRAINT token_of_person;
ALTER TABLE court_orders_orderbreach DROP CONSTRAINT breach_ends_in_a_sentence_of_the_same_person,
    DROP CONSTRAINT breach_ends_in_a_result_of_the_same_person, DROP CONSTRAINT breach_of_a_clause_of_its_order,
    DROP CONSTRAINT breach_of_the_persons_order;
ALTER TABLE court_orders_passport DROP CONSTRAINT passport_under_the_persons_order;
ALTER TABLE court_orders_clause DROP CONSTRAINT clause_ended_by_a_change_of_its_order,
    DROP CONSTRAINT clause_added_by_a_change_of_its_order, DROP CONSTRAINT clause_replaces_one_of_its_order,
    DROP CONSTRAINT clause_of_the_persons_order, DROP CONSTRAINT clause_of_order_and_person, DROP CONSTRAINT clause_of_person;
ALTER TABLE court_orders_orderchange DROP CONSTRAINT change_of_the_persons_order, DROP CONSTRAINT change_of_order_and_person;
ALTER TABLE court_orders_order DROP CONSTRAINT result_of_the_same_person, DROP CONSTRAINT order_of_person;
"""


class Migration(migrations.Migration):
    dependencies = [("court_orders", "0003_orders"), ("people", "0003_parts")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
