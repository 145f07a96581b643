"""Disclosures are a part of the file; what waits is in lists; nobody decides what they asked."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP FUNCTION call_deciders;
DROP TRIGGER four_eyes ON disclosure_incident;
DROP TRIGGER was_approved ON disclosure_made;
DROP TRIGGER by_who_decides ON disclosure_testanswer;
DROP TRIGGER weighed ON disclosure_consideration;
DROP TRIGGER four_eyes ON disclosure_consideration;
DROP FUNCTION incident_has_four_eyes, made_was_approved, test_is_answered_by_who_decides, disclosure_is_weighed,
    disclosure_has_four_eyes;
DROP POLICY in_danger ON disclosure_consideration;
DROP POLICY in_danger ON disclosure_made;
DROP POLICY in_danger ON disclosure_followup;
DROP POLICY told_wrongly ON disclosure_incident;
DROP POLICY waits ON disclosure_awaited;
DROP POLICY governed ON disclosure_awaited;
DROP FUNCTION people_told_in_danger;
SELECT unprotect(t) FROM unnest(ARRAY['disclosure_consideration', 'disclosure_testanswer', 'disclosure_made',
    'disclosure_followup', 'disclosure_incident', 'disclosure_awaited']) t;
ALTER TABLE disclosure_awaited DROP CONSTRAINT awaited_of_the_persons_incident,
    DROP CONSTRAINT awaited_of_the_persons_disclosure;
ALTER TABLE disclosure_incident DROP CONSTRAINT incident_of_the_persons_disclosure;
ALTER TABLE disclosure_followup DROP CONSTRAINT follow_up_of_the_persons_disclosure;
ALTER TABLE disclosure_made DROP CONSTRAINT made_of_the_persons_disclosure;
ALTER TABLE disclosure_testanswer DROP CONSTRAINT test_of_the_persons_disclosure;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0001_initial"),
        ("people", "0008_moves_hold"),
        ("notification_requirements", "0006_breach_walls"),
    ]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
