import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_reference_walls"),
        ("court_orders", "0004_orders_walls"),
        ("notification_requirements", "0004_counter_walls"),
        ("people", "0005_movement_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Breach",
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
                    "ground",
                    models.CharField(
                        choices=[
                            ("initial", "First notification"),
                            ("change", "Notification of a change"),
                            ("not_occurred", "Saying that an announced change did not happen"),
                            ("periodic", "Periodic notification"),
                            ("travel", "Notification of travel abroad"),
                            ("return", "Notification of return from abroad"),
                            ("absence", "Notification of absence from home"),
                            ("fingerprints", "Fingerprints or photographs when notifying"),
                            ("parent", "Parent bringing the young person"),
                            ("false", "Information known to be false"),
                        ],
                        max_length=15,
                        verbose_name="what may not have been done",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("opened", "To be considered"),
                            ("explained", "Explanation recorded"),
                            ("proposed", "Recommended, to be decided by another"),
                            ("investigated", "Being investigated"),
                            ("charged", "Charged"),
                            ("no_action", "No further action"),
                            ("excused", "Reasonable excuse accepted"),
                            ("not_missed", "Closed: nothing was missed"),
                            ("cautioned", "Cautioned"),
                            ("convicted", "Convicted"),
                            ("acquitted", "Acquitted"),
                            ("discontinued", "Discontinued"),
                        ],
                        default="opened",
                        max_length=15,
                        verbose_name="how it stands",
                    ),
                ),
                (
                    "proposed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("opened", "To be considered"),
                            ("explained", "Explanation recorded"),
                            ("proposed", "Recommended, to be decided by another"),
                            ("investigated", "Being investigated"),
                            ("charged", "Charged"),
                            ("no_action", "No further action"),
                            ("excused", "Reasonable excuse accepted"),
                            ("not_missed", "Closed: nothing was missed"),
                            ("cautioned", "Cautioned"),
                            ("convicted", "Convicted"),
                            ("acquitted", "Acquitted"),
                            ("discontinued", "Discontinued"),
                        ],
                        max_length=15,
                        verbose_name="recommended end",
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="about")),
                ("due_on", models.DateField(null=True, verbose_name="last day in time")),
                (
                    "alleged_only_after",
                    models.DateField(null=True, verbose_name="last day by the later reading"),
                ),
                ("begun_on", models.DateField(null=True, verbose_name="first day of the failure")),
                ("ended_on", models.DateField(null=True, verbose_name="notified late on")),
                ("provision", models.CharField(max_length=200, verbose_name="provision")),
                ("is_verified", models.BooleanField(default=True, verbose_name="figures verified")),
                (
                    "is_explained",
                    models.BooleanField(default=False, verbose_name="explanation recorded"),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "due",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
                        to="notification_requirements.due",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
                        to="people.person",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="court_orders.result",
                    ),
                ),
            ],
            options={
                "verbose_name": "possible breach",
                "ordering": ("-opened_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="BreachStep",
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
                            ("open", "Opened"),
                            ("explain", "Explanation"),
                            ("propose", "Recommendation"),
                            ("agree", "Decision by another officer"),
                            ("return", "Recommendation returned"),
                            ("investigate", "To be investigated"),
                            ("charge", "Charge"),
                            ("caution", "Caution"),
                            ("convict", "Conviction"),
                            ("acquit", "Acquittal"),
                            ("discontinue", "Discontinued"),
                            ("reopen", "Opened again"),
                        ],
                        max_length=15,
                        verbose_name="step",
                    ),
                ),
                (
                    "leads_to",
                    models.CharField(
                        choices=[
                            ("opened", "To be considered"),
                            ("explained", "Explanation recorded"),
                            ("proposed", "Recommended, to be decided by another"),
                            ("investigated", "Being investigated"),
                            ("charged", "Charged"),
                            ("no_action", "No further action"),
                            ("excused", "Reasonable excuse accepted"),
                            ("not_missed", "Closed: nothing was missed"),
                            ("cautioned", "Cautioned"),
                            ("convicted", "Convicted"),
                            ("acquitted", "Acquitted"),
                            ("discontinued", "Discontinued"),
                        ],
                        max_length=15,
                        verbose_name="how it stands then",
                    ),
                ),
                (
                    "proposed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("opened", "To be considered"),
                            ("explained", "Explanation recorded"),
                            ("proposed", "Recommended, to be decided by another"),
                            ("investigated", "Being investigated"),
                            ("charged", "Charged"),
                            ("no_action", "No further action"),
                            ("excused", "Reasonable excuse accepted"),
                            ("not_missed", "Closed: nothing was missed"),
                            ("cautioned", "Cautioned"),
                            ("convicted", "Convicted"),
                            ("acquitted", "Acquitted"),
                            ("discontinued", "Discontinued"),
                        ],
                        max_length=15,
                        verbose_name="recommended end",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="day")),
                ("why", models.TextField(verbose_name="what, and why")),
                ("checked", models.TextField(blank=True, verbose_name="what was checked")),
                (
                    "offence",
                    models.CharField(blank=True, max_length=200, verbose_name="offence charged"),
                ),
                ("court", models.CharField(blank=True, max_length=200, verbose_name="court")),
                ("made_at", models.DateTimeField(verbose_name="written")),
                (
                    "breach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="notification_requirements.breach",
                    ),
                ),
                (
                    "made_by",
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
                    "proposed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
            ],
            options={
                "verbose_name": "step about a possible breach",
                "ordering": ("made_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Entered",
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
                ("kind", models.CharField(max_length=60, verbose_name="what")),
                ("row_id", models.UUIDField(null=True)),
                ("of_version", models.PositiveIntegerField(null=True)),
                ("entered_on", models.DateField(verbose_name="entered there on")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=100, verbose_name="reference there"),
                ),
                ("written_at", models.DateTimeField(verbose_name="written")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
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
            ],
            options={
                "verbose_name": "entry in ViSOR",
                "ordering": ("-written_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="ParentalDirection",
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
                ("made_on", models.DateField(verbose_name="made")),
                ("court", models.CharField(max_length=200, verbose_name="court")),
                ("parent", models.CharField(max_length=200, verbose_name="who carries the duties")),
                (
                    "reached_at",
                    models.CharField(blank=True, max_length=200, verbose_name="how to reach them"),
                ),
                (
                    "ends_on",
                    models.DateField(null=True, verbose_name="earlier end set by the court"),
                ),
                ("discharged_on", models.DateField(null=True, verbose_name="discharged")),
                (
                    "discharged_why",
                    models.CharField(blank=True, max_length=500, verbose_name="discharged because"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parental_directions",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "parental direction",
                "ordering": ("-made_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Review",
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
                    "stage",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("proposed", "Recommended, to be determined by a senior officer"),
                            ("granted", "Granted: the duties end when the notice is received"),
                            ("refused", "Refused"),
                            ("appealed", "Refused; under appeal"),
                            ("court_granted", "Granted by the court"),
                            ("court_refused", "Appeal dismissed"),
                            ("too_early", "Too early: told so"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="received",
                        max_length=15,
                        verbose_name="how it stands",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received")),
                ("in_writing", models.BooleanField(default=True, verbose_name="in writing")),
                ("qualifying_on", models.DateField(null=True, verbose_name="qualifying date")),
                (
                    "is_early",
                    models.BooleanField(default=False, verbose_name="before the qualifying date"),
                ),
                (
                    "is_barred",
                    models.BooleanField(
                        default=False, verbose_name="while under a prevention order"
                    ),
                ),
                ("acknowledged_on", models.DateField(null=True, verbose_name="acknowledged")),
                (
                    "bodies_told_on",
                    models.DateField(
                        null=True, verbose_name="responsible bodies told, the last one"
                    ),
                ),
                (
                    "proposed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("grant", "No longer subject to the requirements"),
                            ("refuse", "Still subject to the requirements"),
                        ],
                        max_length=10,
                        verbose_name="recommended",
                    ),
                ),
                ("determined_on", models.DateField(null=True, verbose_name="determined")),
                (
                    "rank",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("inspector", "Inspector or chief inspector"),
                            ("superintendent", "Superintendent"),
                            ("chief_superintendent", "Chief superintendent"),
                            ("chief_officer", "Assistant chief constable or above"),
                        ],
                        max_length=25,
                        verbose_name="rank",
                    ),
                ),
                (
                    "again_after_months",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="next review after, months"
                    ),
                ),
                ("notice_given_on", models.DateField(null=True, verbose_name="notice given")),
                (
                    "notice_received_on",
                    models.DateField(null=True, verbose_name="notice received by the person"),
                ),
                ("appealed_on", models.DateField(null=True, verbose_name="appealed")),
                ("court_decided_on", models.DateField(null=True, verbose_name="court's decision")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.area",
                        verbose_name="to the chief officer of",
                    ),
                ),
                (
                    "determined_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indefinite_reviews",
                        to="people.person",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
            ],
            options={
                "verbose_name": "review of indefinite requirements",
                "ordering": ("-received_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="ReviewMatter",
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
                ("letter", models.CharField(max_length=1, verbose_name="matter")),
                ("considered", models.TextField(verbose_name="what was considered")),
                ("version", models.PositiveIntegerField(default=1)),
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
                        related_name="matters",
                        to="notification_requirements.review",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.appointment",
                    ),
                ),
            ],
            options={
                "verbose_name": "matter considered in a review",
                "ordering": ("letter",),
            },
        ),
        migrations.CreateModel(
            name="ReviewNotice",
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
                ("body", models.CharField(max_length=200, verbose_name="responsible body")),
                ("told_on", models.DateField(verbose_name="told")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("awaited", "Awaited"),
                            ("information", "Information given"),
                            ("nil", "Nothing known"),
                        ],
                        default="awaited",
                        max_length=15,
                        verbose_name="answer",
                    ),
                ),
                ("answered_on", models.DateField(null=True, verbose_name="answered")),
                ("said", models.TextField(blank=True, verbose_name="what it said")),
                ("version", models.PositiveIntegerField(default=1)),
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
                        related_name="notices",
                        to="notification_requirements.review",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice to a responsible body",
                "ordering": ("told_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="ReviewStep",
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
                            ("receive", "Application received"),
                            ("acknowledge", "Acknowledged"),
                            ("notify", "Responsible body told"),
                            ("propose", "Recommendation"),
                            ("return", "Recommendation returned"),
                            ("grant", "Determined: no longer subject"),
                            ("refuse", "Determined: still subject"),
                            ("give", "Notice of the determination"),
                            ("appeal", "Appeal"),
                            ("court_grants", "Court: no longer subject"),
                            ("court_refuses", "Court: still subject"),
                            ("tell_early", "Told that it is too early"),
                            ("withdraw", "Withdrawn"),
                        ],
                        max_length=15,
                        verbose_name="step",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="day")),
                ("why", models.TextField(blank=True, verbose_name="what, and why")),
                ("court", models.CharField(blank=True, max_length=200, verbose_name="court")),
                ("made_at", models.DateTimeField(verbose_name="written")),
                (
                    "made_by",
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
                        related_name="steps",
                        to="notification_requirements.review",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a review",
                "ordering": ("made_at", "id"),
            },
        ),
        migrations.AddIndex(
            model_name="breach",
            index=models.Index(fields=["person", "-opened_at"], name="breach_person_opened"),
        ),
        migrations.AddIndex(
            model_name="breach",
            index=models.Index(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            "acquitted",
                            "cautioned",
                            "convicted",
                            "discontinued",
                            "excused",
                            "no_action",
                            "not_missed",
                        ],
                    ),
                    _negated=True,
                ),
                fields=["stage"],
                name="breach_undecided",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("stage", "proposed"),
                        ("proposed__in", ["excused", "no_action", "not_missed"]),
                    ),
                    models.Q(models.Q(("stage", "proposed"), _negated=True), ("proposed", "")),
                    _connector="OR",
                ),
                name="recommended_breach_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None),
                    ("begun_on", None),
                    ("begun_on__lte", models.F("ended_on")),
                    _connector="OR",
                ),
                name="breach_begins_before_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("result", None),
                    ("stage__in", ["convicted", "acquitted", "cautioned"]),
                    _connector="OR",
                ),
                name="breach_result_follows_a_court",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.UniqueConstraint(
                fields=("due", "begun_on"), name="missed_date_opens_one_possible_breach"
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.UniqueConstraint(fields=("id", "person"), name="breach_of_person"),
        ),
        migrations.AddIndex(
            model_name="breachstep",
            index=models.Index(fields=["breach", "made_at"], name="breach_step_made"),
        ),
        migrations.AddConstraint(
            model_name="breachstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("leads_to__in", ["excused", "no_action", "not_missed"]), _negated=True
                    ),
                    models.Q(
                        ("kind", "agree"),
                        ("proposed_by__isnull", False),
                        models.Q(("proposed_by", models.F("made_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="release_from_suspicion_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="breachstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="breach_step_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="breachstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "charge"), _negated=True),
                    models.Q(
                        models.Q(("offence", ""), _negated=True),
                        models.Q(("court", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="charge_names_offence_and_court",
            ),
        ),
        migrations.AddIndex(
            model_name="entered",
            index=models.Index(fields=["person", "kind", "row_id"], name="entered_person_row"),
        ),
        migrations.AddConstraint(
            model_name="entered",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "everything"), ("of_version", None), ("row_id", None)),
                    models.Q(
                        models.Q(("kind", "everything"), _negated=True),
                        ("of_version__isnull", False),
                        ("row_id__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="entered_names_a_version_or_everything",
            ),
        ),
        migrations.AddConstraint(
            model_name="parentaldirection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ends_on", None), ("ends_on__gte", models.F("made_on")), _connector="OR"
                    ),
                    models.Q(
                        ("discharged_on", None),
                        ("discharged_on__gte", models.F("made_on")),
                        _connector="OR",
                    ),
                ),
                name="direction_ends_after_it_is_made",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["person", "-received_on"], name="review_person_received"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(
                    ("stage__in", ["court_granted", "court_refused", "too_early", "withdrawn"]),
                    _negated=True,
                ),
                fields=["stage"],
                name="review_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(fields=("id", "person"), name="review_of_person"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "stage__in",
                            ["appealed", "court_granted", "court_refused", "granted", "refused"],
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        ("determined_on__isnull", False),
                        ("determined_by__isnull", False),
                        ("proposed_by__isnull", False),
                        models.Q(("rank", ""), _negated=True),
                        models.Q(("determined_by", models.F("proposed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="review_determined_by_another_than_recommended_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "proposed"), _negated=True),
                    models.Q(
                        models.Q(("proposed", ""), _negated=True), ("proposed_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="recommended_review_says_what_and_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("stage__in", ["refused", "appealed", "court_refused"]), _negated=True
                    ),
                    ("again_after_months__isnull", False),
                    _connector="OR",
                ),
                name="refused_review_says_when_next",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage__in", ["court_granted", "court_refused"]), _negated=True),
                    ("court_decided_on__isnull", False),
                    _connector="OR",
                ),
                name="review_court_decides_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewmatter",
            constraint=models.UniqueConstraint(
                fields=("review", "letter"), name="matter_once_in_a_review"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewmatter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "letter__in",
                        ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o"],
                    )
                ),
                name="matter_is_one_of_the_fifteen",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "awaited"), ("answered_on", None)),
                    models.Q(
                        models.Q(("answer", "awaited"), _negated=True),
                        ("answered_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="answered_notice_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["propose", "return", "grant", "refuse"]), _negated=True),
                    models.Q(("why", ""), _negated=True),
                    _connector="OR",
                ),
                name="review_determination_gives_reasons",
            ),
        ),
    ]
