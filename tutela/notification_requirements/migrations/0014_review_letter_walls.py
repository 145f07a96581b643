"""Who may read a letter of a review, and that it stays as it was issued."""

from pathlib import Path

from django.db import migrations

BACK = """
REVOKE ALL ON notification_requirements_reviewletter FROM tutela_casework, tutela_worker, tutela_register;
DROP POLICY by_oneself ON notification_requirements_reviewletter;
SELECT unprotect('notification_requirements_reviewletter');
ALTER TABLE notification_requirements_reviewletter DROP CONSTRAINT letter_of_the_persons_review;
"""


class Migration(migrations.Migration):
    dependencies = [("notification_requirements", "0013_review_letters")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
