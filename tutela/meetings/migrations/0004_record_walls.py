"""The record of a case is written by all, decided and issued by who arranges meetings."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP POLICY own_copy ON audit_history;
DROP POLICY own_copy ON documents_documentcontent;
DROP POLICY issued ON documents_document;
DROP POLICY as_issued ON documents_document;
DROP POLICY own_copy ON documents_document;
DROP POLICY own_copy ON meetings_minutes;
DROP TRIGGER keeps_its_day ON meetings_action;
DROP FUNCTION action_keeps_its_day;
DROP POLICY reportable ON meetings_actionreport;
DROP POLICY undertaken ON meetings_actionreport;
DROP POLICY reportable ON meetings_action;
DROP POLICY undertaken ON meetings_action;
DROP POLICY chaired ON meetings_minutes;
DROP POLICY chaired ON meetings_amendment;
DROP POLICY chaired ON meetings_actionwords;
DROP POLICY chaired ON meetings_action;
DROP POLICY chaired_anew ON meetings_outcomereasons;
DROP POLICY chaired ON meetings_outcomereasons;
DROP POLICY chaired_anew ON meetings_outcome;
DROP POLICY chaired ON meetings_outcome;
DROP POLICY own ON meetings_dissent;
DROP POLICY own_anew ON meetings_note;
DROP POLICY own ON meetings_note;
REVOKE ALL ON meetings_note, meetings_outcome, meetings_outcomereasons, meetings_action, meetings_actionwords,
    meetings_actionreport, meetings_dissent, meetings_amendment, meetings_minutes
    FROM tutela_casework, tutela_worker, tutela_register;
SELECT unprotect('meetings_' || t) FROM unnest(ARRAY['note', 'outcome', 'outcomereasons', 'action', 'actionwords',
    'actionreport', 'dissent', 'amendment', 'minutes']) t;
ALTER TABLE meetings_minutes DROP CONSTRAINT minutes_in_a_document_of_the_same_person,
    DROP CONSTRAINT minutes_of_the_persons_item;
ALTER TABLE meetings_amendment DROP CONSTRAINT amendment_of_the_persons_item;
ALTER TABLE meetings_dissent DROP CONSTRAINT dissent_on_the_persons_item;
ALTER TABLE meetings_actionreport DROP CONSTRAINT report_on_the_persons_action;
ALTER TABLE meetings_actionwords DROP CONSTRAINT words_of_the_persons_action;
ALTER TABLE meetings_action DROP CONSTRAINT action_of_the_persons_item, DROP CONSTRAINT action_of_person;
ALTER TABLE meetings_outcomereasons DROP CONSTRAINT reasons_name_a_plan_of_the_same_person,
    DROP CONSTRAINT reasons_name_a_consideration_of_the_same_person,
    DROP CONSTRAINT reasons_of_the_persons_outcome;
ALTER TABLE meetings_outcome DROP CONSTRAINT outcome_of_the_persons_item, DROP CONSTRAINT outcome_of_person;
ALTER TABLE meetings_note DROP CONSTRAINT note_on_the_persons_item;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_record"),
        ("disclosure", "0002_walls"),
        ("risk", "0002_walls"),
        ("documents", "0005_papers_of_a_case"),
    ]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
