"""A password is set, and an agency's own sign-in joined, by the account that is proved."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP POLICY own ON socialaccount_socialaccount;
DROP POLICY used ON socialaccount_socialaccount;
DROP POLICY signing_in ON socialaccount_socialaccount;
CREATE POLICY signing_in ON socialaccount_socialaccount TO tutela_casework USING (true);
DROP TRIGGER its_own ON agencies_user;
DROP FUNCTION password_is_its_own;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0008_factors_taken")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
