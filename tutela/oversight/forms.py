from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tutela.agencies.models import Team
from tutela.oversight import words
from tutela.oversight.looks import SORTS, Asked
from tutela.ui.fields import Checkboxes, Radios
from tutela.ui.forms import OperationForm, WordedForm

PURPOSES = [
    ("audit", gettext_lazy("A planned audit")),
    ("complaint", gettext_lazy("A complaint")),
    ("conduct", gettext_lazy("An enquiry into somebody's conduct")),
    ("subject_access", gettext_lazy("A request by the person whom it is about")),
    ("court", gettext_lazy("An order of a court")),
]


class FindPerson(WordedForm):
    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Surname, or the beginning of it"),
        help_text=gettext_lazy("Only people whom a team of your agency owns, as their list shows."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"required": gettext_lazy("Enter a surname")},
    )


class OfficerFilter(forms.Form):
    use_required_attribute = False
    team = forms.ModelChoiceField(
        label=gettext_lazy("Team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=gettext_lazy("All teams"),
    )

    def __init__(self, *args: Any, agency: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["team"].queryset = Team.objects.filter(agency=agency)  # type: ignore[attr-defined]


def _small() -> Checkboxes:
    return Checkboxes(attrs={"class": "govuk-checkboxes--small"})


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class LooksFilter(forms.Form):
    use_required_attribute = False
    first = forms.DateField(label=gettext_lazy("From"), required=False, widget=_day())
    last = forms.DateField(label=gettext_lazy("To"), required=False, widget=_day())
    kind = forms.MultipleChoiceField(
        label=gettext_lazy("What"), required=False, choices=words.KINDS.items, widget=_small()
    )
    ground = forms.MultipleChoiceField(
        label=gettext_lazy("Ground"), required=False, choices=words.GROUNDS.items, widget=_small()
    )
    page = forms.ChoiceField(label=gettext_lazy("Page"), required=False)

    def __init__(self, *args: Any, pages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["page"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("All pages")),
            *((code, words.page(code)) for code in pages),
        ]

    def asked(self, sort: str) -> Asked:
        """What is asked for; an answer that cannot be read asks for nothing."""
        self.is_valid()
        said = self.cleaned_data
        return Asked(
            first=said.get("first"),
            last=said.get("last"),
            kinds=tuple(said.get("kind") or ()),
            grounds=tuple(said.get("ground") or ()),
            page=said.get("page") or "",
            sort=sort if sort.lstrip("-") in SORTS else "-when",
        )


class TakeOutForm(OperationForm):
    heading_field = "purpose"
    purpose = forms.ChoiceField(
        label=gettext_lazy("What do you need this list for?"),
        help_text=gettext_lazy(
            "The purpose, your name and the time are kept and stand in the list."
        ),
        choices=PURPOSES,
        widget=Radios(),
        error_messages={"required": gettext_lazy("Select what you need the list for")},
    )


class VerifyForm(OperationForm):
    pass
