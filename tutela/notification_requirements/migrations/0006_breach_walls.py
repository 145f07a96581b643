"""Possible breaches and reviews: who reads them, and that another than who recommends decides."""

from pathlib import Path

from django.db import migrations

BACK = """
SELECT unwatch_facts('notification_requirements_review');
SELECT unwatch_facts('notification_requirements_parentaldirection');
SELECT unprotect(t) FROM unnest(ARRAY['notification_requirements_breach', 'notification_requirements_breachstep',
    'notification_requirements_review', 'notification_requirements_reviewstep',
    'notification_requirements_reviewnotice', 'notification_requirements_reviewmatter',
    'notification_requirements_parentaldirection', 'notification_requirements_entered']) t;
DROP FUNCTION not_entered, breach_step_is_true, breach_follows_its_steps, review_is_determined_by_another,
    are_two CASCADE;
ALTER TABLE notification_requirements_breach DROP CONSTRAINT breach_of_the_persons_due,
    DROP CONSTRAINT breach_of_the_persons_result;
ALTER TABLE notification_requirements_breachstep DROP CONSTRAINT step_of_the_persons_breach;
ALTER TABLE notification_requirements_reviewstep DROP CONSTRAINT step_of_the_persons_review;
ALTER TABLE notification_requirements_reviewnotice DROP CONSTRAINT notice_of_the_persons_review;
ALTER TABLE notification_requirements_reviewmatter DROP CONSTRAINT matter_of_the_persons_review;
REVOKE ALL ON notification_requirements_breach, notification_requirements_breachstep,
    notification_requirements_review, notification_requirements_reviewstep,
    notification_requirements_reviewnotice, notification_requirements_reviewmatter,
    notification_requirements_parentaldirection, notification_requirements_entered
    FROM tutela_casework, tutela_worker, tutela_register;
"""


class Migration(migrations.Migration):
    dependencies = [("notification_requirements", "0005_breaches")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
