"""The teller sees what they told, the teams to whom it went see it, and nobody else."""

from pathlib import Path

from django.db import migrations

BACK = """
SELECT unprotect('contact_log_entry');
DROP POLICY routed ON contact_log_routed;
DROP POLICY readable ON contact_log_told;
DROP POLICY readable ON contact_log_answer;
DROP POLICY register ON contact_log_told;
DROP POLICY register ON contact_log_routed;
DROP POLICY register ON contact_log_answer;
REVOKE ALL ON contact_log_entry, contact_log_told, contact_log_routed, contact_log_answer
    FROM tutela_casework, tutela_worker, tutela_register;
DROP FUNCTION tell, teams_joining, people_told_of, route_to_unknown, those_told_for, route_told, answer_told CASCADE;
ALTER TABLE contact_log_told DROP entry, DROP xact;
ALTER TABLE contact_log_routed DROP entry, DROP xact;
ALTER TABLE contact_log_answer DROP entry, DROP xact;
"""


class Migration(migrations.Migration):
    dependencies = [("contact_log", "0001_initial"), ("people", "0002_walls")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
