"""An approval that nobody acted on lapses on a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0002_walls"),
    ]

    operations = [
        # backwards it comes last: the past is shown without the columns again
        migrations.RunSQL(migrations.RunSQL.noop, "SELECT show_known('disclosure_consideration')"),
        migrations.AddField(
            model_name="consideration",
            name="lapses_on",
            field=models.DateField(null=True, verbose_name="last day on which it may be told"),
        ),
    ]
