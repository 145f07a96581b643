from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.people.models import Person, Relationship
from tutela.people.parts import Part
from tutela.ui.fields import DayField, Radios, sentences
from tutela.ui.forms import OperationForm

NOBODY = "nobody"
VICTIM = Relationship.Kind.VICTIM


class RelationshipForm(OperationForm):
    kind = forms.ChoiceField(
        label=_("What are they to the person?"),
        widget=Radios(hints={VICTIM: _("In a part of the file of its own, which few may read")}),
        error_messages={"required": _("Select what they are to the person")},
    )
    other_name = forms.CharField(
        label=_("Their name"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": _("Enter their name, or what they are called")},
    )
    starts_on = DayField(label=_("First day (optional)"), called=_("The first day"), required=False)
    ends_on = DayField(
        label=_("Last day (optional)"),
        help_text=_("Leave empty if it goes on"),
        called=_("The last day"),
        required=False,
    )
    note = sentences(_("Anything else (optional)"), most=500)

    def __init__(self, *args: Any, parts: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, label)
            for kind, label in Relationship.Kind.choices
            if (Part.VICTIMS if kind == VICTIM else Part.RELATIONSHIPS) in parts
        ]


class NewRelationshipForm(RelationshipForm):
    """Asks again where the name is like one of the officer's own people."""

    other_person = forms.ChoiceField(
        label=_("Is it one of these people?"),
        required=False,
        widget=Radios(dividers={NOBODY: _("or")}),
        error_messages={"required": _("Select who it is, or none of these")},
    )

    def ask_which(self, people: list[tuple[str, str]]) -> None:
        """Offer the officer's own people of that name; an answer is needed from now on."""
        field = self.fields["other_person"]
        field.choices = [*people, (NOBODY, _("None of these"))]  # type: ignore[attr-defined]
        field.required = bool(people)

    def settle(self, chosen: Person | None) -> None:
        """The one who was chosen, as found among the officer's own people."""
        self.chosen = chosen

    @property
    def answers(self) -> dict[str, Any]:
        """A file's own name stands for the name that was typed."""
        given = super().answers
        return {
            **given,
            "other_person": self.chosen,
            "other_name": "" if self.chosen else given["other_name"],
        }


class LinkedForm(RelationshipForm):
    """For a relationship to somebody with a file: their name is their file's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["other_name"]
