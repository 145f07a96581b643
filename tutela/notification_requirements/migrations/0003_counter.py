import django.contrib.postgres.fields
import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_reference_walls"),
        ("notification_requirements", "0002_determination_walls"),
        ("people", "0005_movement_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attendance",
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
                ("came_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("taken", "The notification was taken"),
                            ("closed", "The counter was closed, or nobody could take it"),
                            ("identity_refused", "The person would not show who they are"),
                            ("not_subject", "The person turned out not to be subject at all"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "fingerprints",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked for"),
                            ("taken", "Taken"),
                            ("refused", "Asked for and refused"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "photograph",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked for"),
                            ("taken", "Taken"),
                            ("refused", "Asked for and refused"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("joined_at", models.DateTimeField()),
                (
                    "joined_by",
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
                        related_name="attendances",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "Visit to a counter",
                "ordering": ("-came_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="FinancialDetails",
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
                ("given_on", models.DateField()),
                ("locked", models.TextField()),
                (
                    "attendance",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notification_requirements.attendance",
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
            ],
            options={
                "verbose_name": "Financial details",
                "ordering": ("-given_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Travel",
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
                ("departs_on", models.DateField(null=True)),
                ("departs_at", models.DateTimeField(null=True)),
                ("known_on", models.DateField(null=True)),
                ("changed_on", models.DateField(null=True)),
                ("returns_on", models.DateField(null=True)),
                ("returned_on", models.DateField(null=True)),
                ("return_as_notified", models.BooleanField(default=False)),
                ("to_republic_of_ireland", models.BooleanField(default=False)),
                ("countries", models.CharField(blank=True, max_length=500)),
                ("details", models.JSONField(default=dict)),
                ("cancelled_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="travels",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "Travel abroad",
                "ordering": ("departs_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="Notification",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("initial", "First notification (s.83)"),
                            ("change", "Change (s.84)"),
                            ("change_not_occurred", "Announced change that did not happen"),
                            ("periodic", "Periodic notification (s.85)"),
                            ("travel", "Travel abroad (s.86)"),
                            ("return", "Return from abroad (s.86)"),
                            ("absence", "Absence from home"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "of",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("name", "Name"),
                            ("home_address", "Home address"),
                            ("stay", "Stay of seven days elsewhere"),
                            ("release", "Release from custody or hospital"),
                            ("child_household", "Household with a child"),
                            ("child_household_ended", "No longer in a household with a child"),
                            ("bank_account", "Bank account"),
                            ("card", "Debit or credit card"),
                            ("identity_document", "Passport or identity document"),
                        ],
                        max_length=25,
                    ),
                ),
                ("given_on", models.DateField()),
                ("happened_on", models.DateField(null=True)),
                ("expected_on", models.DateField(null=True)),
                ("corrects_travel", models.BooleanField(default=False)),
                ("station_said", models.CharField(blank=True, max_length=200)),
                ("by_parent", models.BooleanField(default=False)),
                (
                    "resets_year",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("disputed", "Disputed: both days are kept"),
                        ],
                        max_length=10,
                    ),
                ),
                ("resets_because", models.CharField(blank=True, max_length=500)),
                ("answers", models.JSONField(default=dict)),
                ("particulars", models.JSONField(default=dict)),
                (
                    "marks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list
                    ),
                ),
                ("joined_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "attendance",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to="notification_requirements.attendance",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to="people.person",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.station",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
                (
                    "travel",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to="notification_requirements.travel",
                    ),
                ),
            ],
            options={
                "ordering": ("-given_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Verification",
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
                ("item", models.CharField(max_length=40)),
                (
                    "found",
                    models.CharField(
                        choices=[
                            ("as_notified", "As notified"),
                            ("different", "Different from what was notified"),
                            ("not_found", "Could not be verified"),
                        ],
                        max_length=15,
                    ),
                ),
                ("really", models.CharField(blank=True, max_length=500)),
                ("how", models.CharField(max_length=300)),
                ("verified_on", models.DateField()),
                ("written_at", models.DateTimeField()),
                (
                    "notification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="notification_requirements.notification",
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
                    "verified_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
            ],
            options={
                "ordering": ("-written_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Visit",
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
                ("taken_at", models.DateTimeField()),
                ("came_on", models.DateField()),
                ("came_at_said", models.CharField(blank=True, max_length=60)),
                ("surname", models.CharField(blank=True, max_length=100)),
                ("given_names", models.CharField(blank=True, max_length=150)),
                ("born_said", models.CharField(blank=True, max_length=60)),
                ("number_said", models.CharField(blank=True, max_length=120)),
                ("address_said", models.CharField(blank=True, max_length=300)),
                ("station_said", models.CharField(blank=True, max_length=200)),
                (
                    "attended",
                    models.CharField(
                        choices=[
                            ("person", "The person themselves"),
                            ("parent", "A parent who carries the duty for a child, with the child"),
                            ("parent_alone", "A parent, without the child"),
                            ("somebody", "Somebody else"),
                        ],
                        max_length=15,
                    ),
                ),
                ("attended_name", models.CharField(blank=True, max_length=200)),
                ("interpreter", models.CharField(blank=True, max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("taken", "The notification was taken"),
                            ("closed", "The counter was closed, or nobody could take it"),
                            ("identity_refused", "The person would not show who they are"),
                            ("not_subject", "The person turned out not to be subject at all"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "fingerprints",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked for"),
                            ("taken", "Taken"),
                            ("refused", "Asked for and refused"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "photograph",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked for"),
                            ("taken", "Taken"),
                            ("refused", "Asked for and refused"),
                        ],
                        max_length=10,
                    ),
                ),
                ("said", models.JSONField()),
                (
                    "marks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list
                    ),
                ),
                ("surname_key", models.CharField(blank=True, max_length=100)),
                ("given_key", models.CharField(blank=True, max_length=150)),
                ("born_earliest", models.DateField(null=True)),
                ("born_latest", models.DateField(null=True)),
                (
                    "number_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.station",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
            ],
            options={
                "ordering": ("-taken_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Receipt",
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
                ("language", models.CharField(max_length=5)),
                ("content", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("template_version", models.CharField(max_length=20)),
                ("recipient", models.CharField(blank=True, max_length=260)),
                ("issued_at", models.DateTimeField()),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="notification_requirements.visit",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="attendance",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="notification_requirements.visit",
            ),
        ),
        migrations.CreateModel(
            name="VisitFinancial",
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
                ("locked", models.TextField()),
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="financial",
                        to="notification_requirements.visit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitRouted",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.team",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="routed",
                        to="notification_requirements.visit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitAnswer",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("joined", "Joined to the file"), ("not_ours", "Not our person")],
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
                (
                    "routed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="notification_requirements.visitrouted",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
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
                ("locked", models.TextField()),
                ("began_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
            ],
            options={
                "ordering": ("-changed_at", "-id"),
                "indexes": [
                    models.Index(fields=["taken_by", "-changed_at"], name="draft_taker"),
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["expires_at"],
                        name="draft_expires",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ended_at", None), ("locked", ""), _connector="OR"),
                        name="ended_draft_holds_nothing",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["person", "-given_on"], name="notification_person_given"),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "change"), ("of", ""), _connector="OR"),
                name="change_notification_says_of_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("visit", "language"), name="receipt_once_in_each_language"
            ),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["visit", "person"], name="attendance_visit"),
        ),
        migrations.AddIndex(
            model_name="visitrouted",
            index=models.Index(fields=["team", "at"], name="visit_routed_team_at"),
        ),
    ]
