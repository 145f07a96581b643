from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.matching.models import Likeness
from tutela.people import rules
from tutela.ui.fields import Radios, sentences
from tutela.ui.forms import OperationForm, WordedForm

WIDE = forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"})


class SearchForm(WordedForm):
    use_required_attribute = False

    name = forms.CharField(
        label=_("Name"),
        help_text=_("Any of their names; near spellings and short forms are found too"),
        max_length=200,
        required=False,
        widget=WIDE,
    )
    born = forms.CharField(
        label=_("Date of birth"),
        help_text=_("For example, 27 March 1980, March 1980 or about 1975"),
        max_length=60,
        required=False,
        widget=WIDE,
    )
    number = forms.CharField(
        label=_("Number"),
        help_text=_("A PNC, CRO, prison, probation or other number"),
        max_length=60,
        required=False,
        widget=WIDE,
    )

    def clean_born(self) -> str:
        said: str = self.cleaned_data["born"]
        if said and not rules.born(said, on=localdate()).is_understood:
            raise forms.ValidationError(
                _("Enter a date of birth such as 27 March 1980, or leave it out")
            )
        return said

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.values()):
            self.add_error("name", _("Enter a name, a date of birth or a number"))
        return given


class AnswerForm(OperationForm):
    answer = forms.ChoiceField(
        label=_("Are both records of one person?"),
        choices=Likeness.Answer.choices,
        widget=Radios(
            hints={
                "same": _("Joined when the other team says so too; a join can be undone"),
                "different": _("The records stay apart, and the other team is told"),
            }
        ),
        error_messages={"required": _("Select whether they are the same person")},
    )
    why = sentences(
        _("How do you know?"),
        _("Enter how you know"),
        most=500,
        hint=_("For example: spoke to the other team, same fingerprints, photographs differ"),
    )

    def __init__(self, *args: Any, is_ours: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_ours:  # nobody else is asked
            self.fields["answer"].widget.hints = {
                "same": _("Joined at once; a join can be undone"),
                "different": _("The records stay apart"),
            }


class PartForm(OperationForm):
    why = sentences(
        _("Why are they two people after all?"), _("Enter why the records are parted"), most=500
    )
