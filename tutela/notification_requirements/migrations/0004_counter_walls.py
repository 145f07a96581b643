"""A taker sees what they took, its teams and its file's readers see it, and nobody else."""

from pathlib import Path

from django.db import migrations

BACK = """
SELECT unprotect('notification_requirements_travel'), unprotect('notification_requirements_attendance'),
    unprotect('notification_requirements_notification'), unprotect('notification_requirements_verification'),
    unprotect('notification_requirements_financialdetails');
DROP FUNCTION route_visit_here, route_visit_to_unknown, route_visits, answer_visit, join_financial, expire_drafts;
DO $$
DECLARE tab text; rule record;
BEGIN
    FOREACH tab IN ARRAY ARRAY['draft', 'visit', 'visitfinancial', 'visitrouted', 'visitanswer', 'receipt'] LOOP
        FOR rule IN SELECT policyname FROM pg_policies WHERE tablename = 'notification_requirements_' || tab LOOP
            EXECUTE format('DROP POLICY %I ON notification_requirements_%s', rule.policyname, tab);
        END LOOP;
        EXECUTE format('DROP TRIGGER hold_entry ON notification_requirements_%s', tab);
        EXECUTE format('ALTER TABLE notification_requirements_%s DISABLE ROW LEVEL SECURITY, DROP entry, DROP xact', tab);
    END LOOP;
END $$;
DROP FUNCTION hold_entry;
REVOKE ALL ON notification_requirements_travel, notification_requirements_attendance, notification_requirements_notification,
    notification_requirements_verification, notification_requirements_financialdetails, notification_requirements_draft,
    notification_requirements_visit, notification_requirements_visitfinancial, notification_requirements_visitrouted,
    notification_requirements_visitanswer, notification_requirements_receipt
    FROM tutela_casework, tutela_worker, tutela_register;
DO $$
DECLARE k record;
BEGIN
    FOR k IN SELECT conname FROM pg_constraint WHERE conrelid = 'notification_requirements_notification'::regclass
              AND contype = 'f' AND cardinality(conkey) > 1 LOOP
        EXECUTE format('ALTER TABLE notification_requirements_notification DROP CONSTRAINT %I', k.conname);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notification_requirements", "0003_counter"),
        ("contact_log", "0002_walls"),
        ("people", "0003_parts"),
    ]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
