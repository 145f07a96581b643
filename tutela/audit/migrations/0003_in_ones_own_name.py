"""Whoever writes a row stands under it: nobody writes another's name there."""

from pathlib import Path

from django.db import migrations

BACK = """
DO $$
DECLARE p record;
BEGIN
    FOR p IN SELECT tablename, policyname FROM pg_policies WHERE policyname IN ('by_oneself', 'by_oneself_anew')
              AND tablename IN ('contact_log_entry', 'court_orders_resultchange', 'court_orders_orderchange', 'court_orders_orderbreach',
                'disclosure_awaited', 'disclosure_followup', 'documents_document', 'notification_requirements_attendance',
                'notification_requirements_breach', 'notification_requirements_entered', 'notification_requirements_reviewmatter',
                'notification_requirements_reviewstep', 'notification_requirements_verification') LOOP
        EXECUTE format('DROP POLICY %I ON %I', p.policyname, p.tablename);
    END LOOP;
END $$;
DROP POLICY by_who_took_it ON notification_requirements_notification;
DROP POLICY by_who_told_it ON contact_log_entry;
DROP FUNCTION in_ones_own_name;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_record"),
        ("contact_log", "0008_asked_walls"),
        ("court_orders", "0004_orders_walls"),
        ("disclosure", "0002_walls"),
        ("documents", "0004_documents_walls"),
        ("notification_requirements", "0006_breach_walls"),
    ]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
