from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.people.columns import columns
from tutela.people.models import Interest

EVERYBODY = ("", _("Everybody"))


class ListFilterForm(forms.Form):
    """Nothing here names a person: what is chosen stands in the page's address."""

    use_required_attribute = False

    whose = forms.ChoiceField(label=_("Whose people"), required=False)
    officer = forms.ChoiceField(label=_("Allocated officer"), required=False)
    kind = forms.ChoiceField(
        label=_("What the team is to them"),
        choices=[EVERYBODY, *Interest.Kind.choices],
        required=False,
    )
    restricted = forms.ChoiceField(
        label=_("Restricted records"),
        choices=[EVERYBODY, ("yes", _("Restricted only")), ("no", _("Not restricted"))],
        required=False,
    )

    def __init__(self, *args: Any, teams: dict[str, Any], officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {
            "team": _("My team's"),
            "covered": _("Those I cover for"),
            "supervised": _("Those I supervise"),
        }
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            EVERYBODY,
            ("mine", _("Allocated to me")),
            *((why, named[why]) for why, held in teams.items() if held),
        ]
        self.fields["officer"].choices = [  # type: ignore[attr-defined]
            EVERYBODY,
            ("nobody", _("Nobody yet")),
            *((str(officer.pk), officer.user.name) for officer in officers),
        ]
        for column in columns():
            self.fields[column.name] = forms.ChoiceField(
                label=column.label, choices=[EVERYBODY, *column.choices], required=False
            )

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters of this room, and apart from them those of the columns."""
        names = {column.name for column in columns()}
        own = {name: value for name, value in self.cleaned_data.items() if name not in names}
        more = {name: value for name, value in self.cleaned_data.items() if name in names}
        return own | {"more": more}


class SurnameForm(forms.Form):
    use_required_attribute = False

    surname = forms.CharField(
        label=_("Surname begins with"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
