"""Who settles a referral, and who answers an invitation, is who acts."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP POLICY settled_by_oneself ON meetings_referral;
DROP POLICY answered_by_oneself ON meetings_invitation;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_told")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
