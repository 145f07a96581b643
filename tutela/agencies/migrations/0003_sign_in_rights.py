"""Who may read and write what sign-in needs, and that no credential changes without an entry."""

from pathlib import Path

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

BACK = """
REVOKE ALL ON mfa_authenticator, socialaccount_socialaccount, account_emailaddress FROM tutela_casework;
REVOKE ALL ON agencies_message FROM tutela_casework, tutela_register;
DROP POLICY signing_in ON mfa_authenticator;
DROP POLICY signing_in ON socialaccount_socialaccount;
DROP POLICY signing_in ON account_emailaddress;
DROP POLICY addable ON agencies_message;
DROP POLICY register ON agencies_message;
ALTER TABLE mfa_authenticator DISABLE ROW LEVEL SECURITY;
ALTER TABLE socialaccount_socialaccount DISABLE ROW LEVEL SECURITY;
ALTER TABLE account_emailaddress DISABLE ROW LEVEL SECURITY;
ALTER TABLE account_emailconfirmation DISABLE ROW LEVEL SECURITY;
ALTER TABLE socialaccount_socialapp DISABLE ROW LEVEL SECURITY;
ALTER TABLE socialaccount_socialtoken DISABLE ROW LEVEL SECURITY;
DROP TABLE sign_in_cache;
DROP FUNCTION keep_credential, forget_second_factor, have_second_factor CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_walls"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at", None)), fields=["at"], name="message_unsent"
                    )
                ]
            },
        ),
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK),
    ]
