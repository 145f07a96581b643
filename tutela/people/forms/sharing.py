from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.agencies.models import Appointment
from tutela.people.models import Interest
from tutela.people.parts import COMPARTMENTS, LABELS, Part
from tutela.ui.fields import Checkboxes, DayField, Radios, sentences
from tutela.ui.forms import OperationForm, WordedForm


class OfficerChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.name}, {obj.team.name}"


class ReadersChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user.name)


def readers_choice() -> ReadersChoice:
    return ReadersChoice(
        label=_("Who in the team may read? (optional)"),
        help_text=_("Select nobody to let everybody in the team read."),
        queryset=Appointment.objects.none(),
        required=False,
        widget=Checkboxes,
    )


def offer_readers(readers: Any, officers: Any, *, is_restricted: bool) -> None:
    """Offer the officers of the team; of a restricted record some of them must be named."""
    readers.queryset = officers
    if is_restricted:
        readers.required = True
        readers.label = _("Who in the team may read?")
        readers.help_text = _("This record is restricted: only these officers will see it.")
        readers.error_messages["required"] = _("Select the officers who may read this record")


class TeamSearchForm(WordedForm):
    use_required_attribute = False

    team = forms.CharField(
        label=_("Find a team"),
        help_text=_("Part of the name of the team, its agency or its area."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )


class GrantForm(OperationForm):
    kind = forms.ChoiceField(
        label=_("What is the team's part?"),
        choices=Interest.Kind.choices,
        widget=Radios(
            hints={
                "manages": _("Manages the person together with your team."),
                "supports": _("Works with the person or with those around them."),
                "attends": _("Takes part in a meeting about the person."),
                "asked": _("Was asked for information."),
            }
        ),
        error_messages={"required": _("Select what the team's part is")},
    )
    parts_read = forms.MultipleChoiceField(
        label=_("Which parts may the team read?"),
        help_text=_(
            "That the person is managed, and by whom, is always shown. Give only what is needed."
        ),
        required=False,
        widget=Checkboxes,
    )
    parts_change = forms.MultipleChoiceField(
        label=_("Which of these may the team change? (optional)"),
        required=False,
        widget=Checkboxes,
    )
    readers = readers_choice()
    starts_on = DayField(
        label=_("From which day?"),
        called=_("The first day"),
        initial=localdate,
        error_messages={"required": _("Enter the first day")},
    )
    last_day = DayField(
        label=_("Until which last day? (optional)"),
        help_text=_("Leave it empty where the last day is not known yet."),
        called=_("The last day"),
        required=False,
    )
    why = sentences(
        _("Why does the team need to know?"),
        _("Enter why the team needs to know"),
        most=500,
        hint=_("The team reads this too."),
    )

    def __init__(
        self, *args: Any, opened: Any, officers: Any, is_restricted: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts_read"].choices = _parts(opened.parts_read - {Part.LIST})  # type: ignore[attr-defined]
        self.fields["parts_change"].choices = _parts(opened.parts_change)  # type: ignore[attr-defined]
        offer_readers(self.fields["readers"], officers, is_restricted=is_restricted)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        missing = set(answers.get("parts_change", ())) - set(answers.get("parts_read", ()))
        if missing - {Part.LIST}:
            self.add_error(
                "parts_change", _("Select a part to be read too if the team is to change it")
            )
        first, last = answers.get("starts_on"), answers.get("last_day")
        if first and first < localdate():
            self.add_error("starts_on", _("The first day must be today or in the future"))
        if first and last and last < first:
            self.add_error("last_day", _("The last day must be the first day or later"))
        return answers


def _parts(held: Any) -> list[tuple[str, Any]]:
    """The parts that are held, the general ones first."""
    return [
        (part.value, LABELS[part])
        for part in sorted(Part, key=lambda part: part in COMPARTMENTS)
        if part in held
    ]


class EndForm(OperationForm):
    when = forms.ChoiceField(
        label=_("When does it end?"),
        choices=[("now", _("Now")), ("later", _("On a later day"))],
        widget=Radios(reveals={"later": "last_day"}),
        error_messages={"required": _("Select when it ends")},
    )
    last_day = DayField(label=_("Last day"), called=_("The last day"), required=False)
    why = sentences(_("Why does it end?"), _("Enter why it ends"), most=500)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        when = answers.pop("when", "")
        if when == "now":
            answers["last_day"] = None
        elif when == "later" and "last_day" not in self.errors:
            if not answers.get("last_day"):
                self.add_error("last_day", _("Enter the last day"))
            elif answers["last_day"] < localdate():
                self.add_error("last_day", _("The last day must be today or in the future"))
        return answers


class HandOverForm(EndForm):
    heading_field = None
    why = sentences(
        _("Why is the record handed over?"),
        _("Enter why the record is handed over"),
        most=500,
        hint=_("The new team reads this."),
    )
    field_order = ("when", "last_day", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        when = self.fields["when"]
        when.label = _("Until when may your own team still see the file?")
        when.choices = [  # type: ignore[attr-defined]
            ("now", _("It ends now")),
            ("later", _("Until a last day")),
        ]
        when.error_messages["required"] = _("Select until when your own team may see the file")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if "last_day" in answers:
            answers["own_last_day"] = answers.pop("last_day")
        return answers


class AllocateForm(OperationForm):
    officer = OfficerChoice(
        label=_("Which officer manages the person?"),
        queryset=Appointment.objects.none(),
        empty_label=_("Choose an officer"),
        widget=forms.Select(attrs={"class": "govuk-!-width-two-thirds"}),
        error_messages={"required": _("Choose an officer")},
    )
    starts_on = DayField(
        label=_("From which day?"),
        called=_("The first day"),
        initial=localdate,
        latest=localdate,
        error_messages={"required": _("Enter the first day")},
    )
    why = sentences(_("Why this officer?"), _("Enter why this officer"), most=500)

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]


class RestrictForm(OperationForm):
    readers = ReadersChoice(
        label=_("Who may read this record?"),
        help_text=_("Officers of your own team. Select yourself too."),
        queryset=Appointment.objects.none(),
        widget=Checkboxes,
        error_messages={"required": _("Select the officers who may read this record")},
    )
    why = sentences(
        _("Why is the record restricted?"),
        _("Enter why the record is restricted"),
        most=500,
        hint=_("Only its readers see this."),
    )

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].queryset = officers  # type: ignore[attr-defined]


class LiftForm(OperationForm):
    why = sentences(
        _("Why is the restriction lifted?"),
        _("Enter why the restriction is lifted"),
        most=500,
        hint=_(
            "Everybody who reads the file sees this. Why it was restricted stays with its readers."
        ),
    )
