"""A referral is corrected until it is decided on; a meeting keeps when it was last moved."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0006_reference_defaults"),
        ("meetings", "0006_by_oneself"),
        ("people", "0011_behind_at_once"),
    ]

    operations = [
        # backwards it comes last: the past is shown without the columns again
        migrations.RunSQL(migrations.RunSQL.noop, "SELECT show_known('meetings_sitting', true)"),
        migrations.AddField(
            model_name="sitting",
            name="moved_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="sitting",
            name="moved_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.appointment",
            ),
        ),
        migrations.CreateModel(
            name="ReferralCorrection",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("changed", models.JSONField(verbose_name="what changed")),
                ("why", models.CharField(max_length=500, verbose_name="why")),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="meetings.referral",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of a referral",
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referral", "number"), name="referral_correction_is_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("why", ""), _negated=True),
                            models.Q(("changed", []), _negated=True),
                        ),
                        name="referral_correction_says_why",
                    ),
                ],
            },
        ),
    ]
