"""Nobody adds, changes or removes the second factor of another account."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP TRIGGER its_own ON mfa_authenticator;
DROP POLICY signing_in ON mfa_authenticator;
DROP POLICY used ON mfa_authenticator;
DROP POLICY own ON mfa_authenticator;
DROP POLICY own_removed ON mfa_authenticator;
CREATE POLICY signing_in ON mfa_authenticator TO tutela_casework USING (true);
DROP FUNCTION second_factor_is_its_own, tell_account, current_account, sealed_account;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0006_reference_defaults")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
