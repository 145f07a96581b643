"""A killed recompute goes on after the last person that it reached."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notification_requirements", "0007_watched_facts")]
    operations = [
        migrations.AddField("recompute", "reached", models.UUIDField(null=True)),
        migrations.RunSQL(
            "GRANT UPDATE (reached) ON notification_requirements_recompute TO tutela_register",
            reverse_sql="REVOKE UPDATE (reached) ON notification_requirements_recompute"
            " FROM tutela_register",
        ),
    ]
