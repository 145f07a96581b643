"""Need to know: opening, consulting, protecting, sharing, and the contact card."""

from pathlib import Path

from django.db import migrations

BACK = """
SELECT unprotect(t) FROM unnest(ARRAY['people_person', 'people_interest', 'people_allocation', 'people_name',
    'people_birthdate', 'people_identifier', 'people_address', 'people_relationship', 'people_card']) t;
DROP POLICY readable ON audit_history;
DROP POLICY told ON audit_opening;
DROP POLICY governed ON audit_consultation;
DROP POLICY governed ON audit_listing;
DROP POLICY governed ON audit_entry;
DROP POLICY governed ON audit_head;
DROP POLICY governed ON audit_verification;
DROP POLICY told ON people_lookupanswer;
DROP POLICY told ON people_lookup;
DROP POLICY told ON people_review;
DROP POLICY register ON people_lookup;
DROP POLICY register ON people_lookupanswer;
DROP POLICY register ON people_review;
DROP TRIGGER keep ON people_review;
ALTER TABLE people_interest DROP readers_before;
ALTER TABLE people_lookup DROP xact;
ALTER TABLE people_lookupanswer DROP xact;
DROP FUNCTION
    compartments, reads_for_me, parts_on, grounds_on, open_file, consult, people_opened,
    parts_opened, opened_here, behind_changes, my_people, list_shown, protect, unprotect, add_person, may_share,
    grant_interest, end_interest, hand_over, restrict_record, lift_restriction, found_by,
    ask, contact_cards, opened_in_emergency, review, teams_told, appointments_answered_for,
    people_governed, shown_in_lists, nobody
    CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("agencies", "0002_walls")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
