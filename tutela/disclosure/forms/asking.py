"""What is asked before somebody is told: why now, whom, in which way, in which words."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.court_orders.forms.orders import NamesCheckedForm
from tutela.disclosure.models import Consideration
from tutela.disclosure.operations.asking import Weighed
from tutela.disclosure.operations.holding import at_the_end_of
from tutela.ui.fields import DayField, Radios, sentences
from tutela.ui.forms import OperationForm

TOKENS = re.compile(r"[,;\n]+")


def line(label: Any, required: Any = "", *, hint: Any = "", most: int = 200) -> forms.CharField:
    """One line."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=bool(required),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": required},
    )


def choice(label: Any, choices: Any, required: Any, **of_widget: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=Radios(**of_widget),
        error_messages={"required": required},
    )


def children(label: Any) -> forms.CharField:
    return line(
        label,
        hint=_("As tokens, like Child A, Child B: never by name"),
    )


def tokens_in(said: str) -> list[str]:
    return [" ".join(one.split()) for one in TOKENS.split(said) if one.strip()]


def also_protected(label: Any) -> forms.CharField:
    return line(
        label,
        hint=_("For example, children under 12 who swim on Saturdays"),
        most=300,
    )


class AskForm(NamesCheckedForm):
    trigger = choice(
        _("Why is it considered now?"),
        Consideration.Trigger.choices,
        _("Select why it is considered now"),
    )
    happened = sentences(_("What happened?"), _("Enter what happened"))

    recipient = line(_("Who would be told?"), _("Enter who would be told"), hint=_("Their name"))
    recipient_role = choice(_("Who is that?"), Consideration.Role.choices, _("Select who that is"))
    recipient_is = line(
        _("Their position, or how they know the person (optional)"),
        hint=_("For example, head teacher, mother of Child A"),
    )
    recipient_address = line(_("Their address (optional)"), most=300)
    children = children(_("Which children would it protect? (optional)"))
    also_protected = also_protected(_("Whom else would it protect? (optional)"))
    harm = sentences(
        _("What serious harm may happen, and how do you know?"),
        _("Enter the harm that may happen and how you know"),
    )

    basis = choice(
        _("Under which power?"),
        Consideration.Basis.choices,
        _("Select the power"),
        reveals={Consideration.Basis.OTHER: "basis_said"},
    )
    basis_said = line(_("Which power?"))
    option = choice(
        _("In which way?"),
        Consideration.Option.choices,
        _("Select in which way"),
        hints={
            Consideration.Option.SELF_VERIFIED: _("Consider this first, then each way below it")
        },
    )
    not_self_verified = sentences(
        _("Why will it not do that the person tells, and it is checked?"),
        hint=_("Leave empty if that is the way"),
        most=1000,
    )
    not_self_accompanied = sentences(
        _("Why will it not do that the person tells with an officer present?"),
        hint=_("Leave empty if that is the way, or one before it"),
        most=1000,
    )
    not_with_knowledge = sentences(
        _("Why may the person not know that it is told?"),
        hint=_("Answer only if the person is not to know"),
        most=1000,
    )
    representations = choice(
        _("Was the person asked what they say about it?"),
        Consideration.Representations.choices,
        _("Select whether the person was asked"),
        hints={
            Consideration.Representations.NOT_SOUGHT: _(
                "Only where asking is not practicable or would bring danger: say why"
            )
        },
    )
    representations_said = sentences(_("What did they say, or why were they not asked?"))
    effects = sentences(
        _("What may it lead to?"),
        _("Enter what it may lead to"),
        hint=_(
            "Think of the person hiding or being attacked, of a victim becoming known, of the"
            " person's own children"
        ),
    )
    instead = sentences(
        _("What else would protect, and why is it not enough?"),
        _("Enter what else would protect and why it is not enough"),
    )
    words = sentences(
        _("Exactly what would be said?"),
        _("Enter the exact words"),
        hint=_("No more than is needed. Name no victim and no child."),
        rows=5,
        most=4000,
    )
    conditions = sentences(
        _("On which conditions? (optional)"),
        hint=_("For example, told to nobody but the committee"),
    )
    support = sentences(_("What support would whoever is told have? (optional)"))
    team = forms.TypedChoiceField(
        label=_("Who decides?"),
        coerce=UUID,
        empty_value=None,
        required=False,
        widget=Radios(),
    )
    needed_by = DayField(
        label=_("By when is a decision needed? (optional)"),
        called=_("The day"),
        required=False,
        earliest=localdate,
    )

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["team"]
        field.choices = [
            *((team.pk, f"{team.name}, {team.agency.name}") for team in teams),
            ("", _("A meeting: the chair has the file")),
        ]
        field.widget.dividers = {"": _("or")} if teams else {}
        if teams:
            field.initial = teams[0].pk
        else:
            field.help_text = _(
                "Nobody is appointed to decide disclosures in the area of who manages the person:"
                " ask your agency's administrator."
            )

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        team, day, checked = given.pop("team"), given.pop("needed_by"), given.pop("not_names")
        given["children"] = tokens_in(given["children"])
        if given["basis"] != Consideration.Basis.OTHER:
            given["basis_said"] = ""
        return {
            "weighed": Weighed(**given),
            "team": team,
            "needed_by": at_the_end_of(day) if day else None,
            "not_names": checked,
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("basis") == Consideration.Basis.OTHER and not found.get("basis_said"):
            self.add_error("basis_said", _("Enter which power"))
        self._ask_for_reasons(found)
        if found.get("representations") not in {None, Consideration.Representations.NONE_GIVEN}:
            self._demand(
                "representations_said",
                _("Enter what the person said, or why they were not asked"),
            )
        if not tokens_in(found.get("children") or "") and not found.get("also_protected"):
            self.add_error("children", _("Enter whom it would protect, here or below"))
        return found

    def _ask_for_reasons(self, found: dict[str, Any]) -> None:
        """Each way that is less intrusive than the one chosen needs its reason."""
        every = list(Consideration.Option.values)
        if found.get("option") in every:
            for earlier in every[: every.index(found["option"])]:
                self._demand(f"not_{earlier}", _("Enter why this way will not do"))

    def _demand(self, name: str, sentence: Any) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)


class WhyForm(OperationForm):
    why = sentences(_("Why?"), _("Enter why"), most=1000)
