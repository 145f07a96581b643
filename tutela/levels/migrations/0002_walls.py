"""Category and level have neither gap nor overlap, and belong to who may read that part."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP FUNCTION levels_marked_here, answer_levels_marks;
SELECT unwatch_levels(t) FROM unnest(ARRAY['notification_requirements_determination', 'court_orders_result',
    'court_orders_offence', 'court_orders_sentence']) t;
DROP FUNCTION unwatch_levels, watch_levels, mark_levels_stale;
DROP POLICY register ON levels_stale;
ALTER TABLE levels_stale DISABLE ROW LEVEL SECURITY;
ALTER TABLE levels_stale DROP xact;
DROP POLICY by_oneself ON levels_decision;
DROP POLICY by_oneself ON levels_screening;
SELECT unprotect(t) FROM unnest(ARRAY['levels_reckoned', 'levels_level', 'levels_category', 'levels_decision',
    'levels_screening']) t;
ALTER TABLE levels_level DROP CONSTRAINT level_by_a_decision_of_the_same_person, DROP CONSTRAINT level_is_followed,
    DROP CONSTRAINT level_follows, DROP goes_on_at;
ALTER TABLE levels_category DROP CONSTRAINT category_by_a_decision_of_the_same_person,
    DROP CONSTRAINT category_is_followed, DROP CONSTRAINT category_follows, DROP goes_on_at;
ALTER TABLE levels_decision DROP CONSTRAINT decision_on_a_screening_of_the_same_person, DROP CONSTRAINT decision_of_person;
ALTER TABLE levels_screening DROP CONSTRAINT screening_of_person;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("levels", "0001_initial"),
        ("notification_requirements", "0011_register_reads_financial_details"),
        ("court_orders", "0006_jurisdictions"),
        ("people", "0008_moves_hold"),
    ]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
