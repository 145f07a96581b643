"""The letters of a review are kept as they were issued."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_reference_walls"),
        ("notification_requirements", "0012_entered_at_once"),
        ("people", "0009_listed"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewLetter",
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
                (
                    "which",
                    models.CharField(
                        choices=[
                            ("acknowledgement", "Acknowledgement"),
                            ("determination", "Notice of determination"),
                        ],
                        max_length=20,
                        verbose_name="letter",
                    ),
                ),
                ("content", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("template_version", models.CharField(max_length=20)),
                ("recipient", models.CharField(max_length=260, verbose_name="to")),
                ("issued_at", models.DateTimeField(verbose_name="issued")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="notification_requirements.review",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter of a review",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "which"), name="letter_once_in_a_review"
                    )
                ],
            },
        ),
    ]
