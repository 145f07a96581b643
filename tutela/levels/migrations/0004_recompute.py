"""Categories are worked out anew by batches; levels 2 and 3 are decided by those who meet."""

from pathlib import Path

import uuid_utils.compat
from django.db import migrations, models
from django.db.models import Q

BACK = """
DROP POLICY at_meetings ON levels_decision;
DROP POLICY register ON levels_recompute;
ALTER TABLE levels_recompute DROP CONSTRAINT recompute_has_its_entry;
REVOKE ALL ON levels_recompute FROM tutela_register;
"""


class Migration(migrations.Migration):
    dependencies = [("levels", "0003_as_decided"), ("agencies", "0002_walls")]
    operations = [
        migrations.CreateModel(
            name="Recompute",
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
                ("law_version", models.CharField(max_length=64)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("reached", models.UUIDField(null=True)),
                ("counted", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("entry", models.UUIDField()),
            ],
            options={"ordering": ("-started_at",)},
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                name="law_and_officers_end_levels_only",
                condition=~Q(of="level", how__in=("law", "officer")) | Q(value=0),
            ),
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                name="a_screening_makes_level_1_only",
                condition=~Q(how="screening") | Q(of="level", value=1),
            ),
        ),
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK),
    ]
