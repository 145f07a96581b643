"""An approval that nobody acted on lapses on a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0002_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="consideration",
            name="lapses_on",
            field=models.DateField(null=True, verbose_name="last day on which it may be told"),
        ),
    ]
