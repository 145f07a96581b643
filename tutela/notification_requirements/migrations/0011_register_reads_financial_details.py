"""The register verifies the record row by row: it reads financial details, locked as they are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notification_requirements", "0010_reminder_walls")]
    operations = [
        migrations.RunSQL(
            "GRANT SELECT ON notification_requirements_financialdetails TO tutela_register",
            "REVOKE SELECT ON notification_requirements_financialdetails FROM tutela_register",
        )
    ]
