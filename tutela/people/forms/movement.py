from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.people.forms.sharing import EndForm
from tutela.people.models import Transfer, Whereabouts
from tutela.ui.fields import DayField, Radios, sentences
from tutela.ui.forms import OperationForm

Kind = Whereabouts.Kind
WIDE = {"class": "govuk-input--width-20", "autocomplete": "off"}
BY_ORDER = {"yes": True, "no": False, "unknown": None}
ORDERED = {answer: word for word, answer in BY_ORDER.items()}


class WhereaboutsForm(OperationForm):
    kind = forms.ChoiceField(
        label=_("Where is the person?"),
        choices=Kind.choices,
        widget=Radios(
            reveals={Kind.CUSTODY: "by_order"},
            hints={
                Kind.HOSPITAL: _("Detained, not a patient who may leave"),
                Kind.DEPORTED: _("The duties stay: they count again after a return"),
                Kind.DIED: _("The duties end"),
            },
        ),
        error_messages={"required": _("Select where the person is")},
    )
    by_order = forms.ChoiceField(
        label=_("Is it by order of a court, or under a sentence?"),
        help_text=_("Time after an arrest, before a court decides, does not stop a clock"),
        choices=[("yes", _("Yes")), ("no", _("No, after an arrest")), ("unknown", _("Not known"))],
        required=False,
        widget=Radios,
    )
    place = forms.CharField(
        label=_("Which place? (optional)"),
        help_text=_("The prison, police station, hospital or country"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
    )
    starts_on = DayField(
        label=_("Since which day?"),
        help_text=_(
            "If you do not know, the first day on which it is known. For example, 27 3 2026"
        ),
        called=_("The first day"),
        latest=localdate,
        error_messages={"required": _("Enter the first day")},
    )
    ends_on = DayField(
        label=_("On which day did it end? (optional)"),
        help_text=_(
            "The day of release, discharge, return or of being found. Empty while it lasts"
        ),
        called=_("The day on which it ended"),
        required=False,
        latest=localdate,
    )
    release_expected_on = DayField(
        label=_("When is the release expected? (optional)"),
        help_text=_("From custody or hospital. It comes up on Today before that day"),
        called=_("The day of the expected release"),
        required=False,
    )
    source = forms.CharField(
        label=_("How do you know? (optional)"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "by_order" in self.initial:
            self.initial["by_order"] = ORDERED[self.initial["by_order"]]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        kind, by_order = answers.get("kind"), answers.get("by_order")
        if kind == Kind.CUSTODY and not by_order and "by_order" not in self.errors:
            self.add_error("by_order", _("Select whether a court ordered it, or not known"))
        answers["by_order"] = BY_ORDER.get(by_order or "")
        first, end = answers.get("starts_on"), answers.get("ends_on")
        if first and end and end < first:
            self.add_error("ends_on", _("The day on which it ended must be the first day or later"))
        if kind == Kind.DIED and end:
            self.add_error("ends_on", _("Leave this empty: a death has no last day"))
        release = answers.get("release_expected_on")
        if release and first and release < first:
            self.add_error(
                "release_expected_on", _("The expected release must be the first day or later")
            )
        return answers


class TakeOutForm(OperationForm):
    error_why = sentences(_("Why is the entry wrong?"), _("Enter why the entry is wrong"), most=500)


class MoveForm(OperationForm):
    pass


class AcknowledgeForm(EndForm):
    why = sentences(
        _("What shows that the person lives here?"),
        _("Enter what shows that the person lives here"),
        most=500,
    )
    field_order = ("why", "when", "last_day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        when = self.fields["when"]
        when.label = _("Until when may the former team still see the file?")
        when.choices = [  # type: ignore[attr-defined]
            ("now", _("It ends now")),
            ("later", _("Until a last day")),
        ]
        when.error_messages["required"] = _("Select until when the former team may see the file")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if "last_day" in answers:
            answers["former_last_day"] = answers.pop("last_day")
        return answers


class TakeBackForm(OperationForm):
    why = sentences(_("Why was the move wrong?"), _("Enter why the move was wrong"), most=500)


class TransferForm(OperationForm):
    to = forms.ChoiceField(
        label=_("Where to?"),
        choices=Transfer.To.choices,
        widget=Radios,
        error_messages={"required": _("Select where it was sent")},
    )
    recipient = forms.CharField(
        label=_("To whom?"),
        help_text=_("The force or body, and the office there"),
        max_length=200,
        widget=forms.TextInput(attrs=WIDE),
        error_messages={"required": _("Enter to whom it was sent")},
    )
    what_sent = sentences(_("What was sent?"), _("Enter what was sent"), rows=4)
    sent_on = DayField(
        label=_("On which day?"),
        called=_("The day of sending"),
        latest=localdate,
        error_messages={"required": _("Enter the day of sending")},
    )
    acknowledged_on = DayField(
        label=_("When did they acknowledge it? (optional)"),
        help_text=_("Leave empty until they do"),
        called=_("The day of the acknowledgement"),
        required=False,
        latest=localdate,
    )
    acknowledged_who = forms.CharField(
        label=_("Who acknowledged it? (optional)"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        sent, acknowledged = answers.get("sent_on"), answers.get("acknowledged_on")
        if sent and acknowledged and acknowledged < sent:
            self.add_error(
                "acknowledged_on", _("The acknowledgement must be on the day of sending or later")
            )
        return answers
