"""Determinations are a part of the file; due dates and standing are lists of one's own people."""

from pathlib import Path

from django.db import migrations

BACK = """
SELECT unwatch_facts(t) FROM unnest(ARRAY['people_birthdate', 'people_name', 'people_address',
    'court_orders_result', 'court_orders_offence', 'court_orders_sentence']) t;
SELECT unprotect(t) FROM unnest(ARRAY['notification_requirements_determination',
    'notification_requirements_due', 'notification_requirements_standing',
    'notification_requirements_reminder']) t;
DROP POLICY register ON notification_requirements_stale;
DROP POLICY register ON notification_requirements_recompute;
DROP FUNCTION watch_facts, unwatch_facts, mark_stale, marked_here, answer_marks, is_marked,
    protected_homes, law_confirmed CASCADE;
ALTER TABLE notification_requirements_stale DROP xact;
ALTER TABLE notification_requirements_due DROP CONSTRAINT due_of_its_determination;
ALTER TABLE notification_requirements_standing DROP CONSTRAINT standing_of_its_determination;
ALTER TABLE notification_requirements_reminder DROP CONSTRAINT reminder_of_its_due;
ALTER TABLE notification_requirements_recompute DROP CONSTRAINT recompute_has_its_entry;
REVOKE ALL ON notification_requirements_determination, notification_requirements_due,
    notification_requirements_standing, notification_requirements_reminder,
    notification_requirements_stale, notification_requirements_recompute
    FROM tutela_casework, tutela_worker, tutela_register;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notification_requirements", "0001_determinations"),
        ("court_orders", "0002_results_walls"),
        ("people", "0003_parts"),
    ]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
