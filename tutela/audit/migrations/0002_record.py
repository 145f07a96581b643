"""The record: entries, openings, consultations, history, the views of the past."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP SCHEMA known CASCADE;
DROP TABLE audit_verification, audit_head, audit_leaf, audit_table_was, audit_column_was, audit_column_before,
    audit_reference_history, audit_history, audit_listing, audit_consultation, audit_opening,
    audit_entry, audit_actor_key, audit_era CASCADE;
DROP FUNCTION
    current_era, seal, is_proof, sealed_setting, current_actor, current_told, append_entry,
    record, record_at_the_door, record_as_job, answered, names_of, entry_of_this_change, keep_version,
    keep, keep_reference, keep_reference_version, today, moment_era, moment_snapshot, show_known, protect_reference,
    unprotect_reference,
    moment_at
    CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("installation", "0001_initial")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
