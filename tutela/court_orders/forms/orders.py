"""What is asked of an order, of its clauses, and of what became of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.court_orders.forms.reasons import reason, text
from tutela.court_orders.models import Clause, Order, OrderChange
from tutela.court_orders.operations.clauses import Said, Variation
from tutela.ui.fields import DayField, Radios
from tutela.ui.forms import OperationForm

SHORTEST_REASON = 10
NO_NAMES = _("Name no victim, child or protected address here: write Child A, zone 1.")


def lines(label: Any, *, rows: int = 3, hint: Any = "", most: int = 1000) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "false"}),
    )


def day(label: Any, called: Any, **given: Any) -> DayField:
    return DayField(label=label, called=called, **{"required": False} | given)


class NamesCheckedForm(OperationForm):
    """Asks for a confirmation only after words were found that may name somebody protected."""

    not_names = forms.BooleanField(
        label=_("I have read it again: these words name nobody who is protected"), required=False
    )

    def leave_out_unasked(self) -> None:
        """A confirmation is shown only after something was found to confirm, and from then on."""
        for name in self.unasked():
            del self.fields[name]

    def unasked(self) -> list[str]:
        is_asked = self.said("not_names") or self.non_field_errors()
        return [] if is_asked else ["not_names"]

    def said(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))


def chosen(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=UUID, empty_value=None)


class OrderForm(NamesCheckedForm):
    kind = forms.ChoiceField(
        label=_("Which order is it?"),
        choices=Order.Kind.choices,
        widget=Radios(
            reveals={Order.Kind.OTHER: "called", Order.Kind.FOREIGN: "country"},
            dividers={Order.Kind.OTHER: _("or")},
        ),
        error_messages={"required": _("Select which order it is")},
    )
    called = text(_("What is it called?"), most=200)
    country = text(_("Of which country?"), most=100)
    interim = forms.BooleanField(
        label=_("It is an interim order, made until the court decides"), required=False
    )
    made_on = DayField(
        label=_("On which day was it made, or the notice given?"),
        help_text=_("For example, 27 3 2026"),
        called=_("The day it was made"),
        latest=localdate,
        error_messages={"required": _("Enter the day it was made")},
    )
    served_on = day(
        _("On which day was it served on the person? (optional)"),
        _("The day of service"),
        help_text=_("The days for notifying can run from it"),
        latest=localdate,
    )
    ends_on = day(
        _("Which is its last day? (optional)"),
        _("The last day"),
        help_text=_("Leave empty if it runs until further order"),
    )
    court = text(_("Court (optional)"), most=200, hint=_("For a notice, the police force"))
    reference = text(_("Court reference (optional)"), most=100)
    source = text(
        _("How do you know? (optional)"), most=200, hint=_("For example, sealed order, PNC")
    )
    result = chosen(_("On which court result was it made? (optional)"))

    def __init__(self, *args: Any, results: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["result"]
        field.choices = [("", _("None, or on application")), *results]  # type: ignore[attr-defined]
        if not results:
            field.widget = forms.HiddenInput()

    @property
    def answers(self) -> dict[str, Any]:
        """A name belongs to another order, a country to a foreign one."""
        given = super().answers
        if given["kind"] != Order.Kind.OTHER:
            given["called"] = ""
        if given["kind"] != Order.Kind.FOREIGN:
            given["country"] = ""
        return given


class ChangeOrderForm(OrderForm):
    is_in_force = forms.BooleanField(
        label=_("That it ended was recorded wrongly: it is in force"), required=False
    )
    why = reason(_("Why is it corrected, and how do you know?"))
    field_order = (
        *("kind", "called", "country", "interim", "made_on", "served_on", "ends_on", "court"),
        *("reference", "source", "result", "is_in_force", "why", "not_names"),
    )

    def __init__(self, *args: Any, has_ended: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_ended:
            self.fields["is_in_force"].widget = forms.HiddenInput()


class CourseForm(NamesCheckedForm):
    """What became of an order, other than a variation of its clauses."""

    kind = forms.ChoiceField(
        label=_("What happened?"),
        choices=[
            (kind, kind.label)
            for kind in OrderChange.Kind
            if kind not in {OrderChange.Kind.VARIED, OrderChange.Kind.CORRECTED}
        ],
        widget=Radios(
            reveals={OrderChange.Kind.RENEWED: "ends_on", OrderChange.Kind.DISCHARGED: "consent"},
            hints={
                OrderChange.Kind.EXPIRED: _(
                    "Only where it ended otherwise than by its last day, for example an interim"
                    " order when the court decided"
                ),
                OrderChange.Kind.QUASHED: _("It counts as if it had never been made"),
            },
        ),
        error_messages={"required": _("Select what happened")},
    )
    ends_on = day(
        _("Its new last day"),
        _("The new last day"),
        help_text=_("Leave empty if it now runs until further order"),
    )
    consent = forms.ChoiceField(
        label=_("Did the person and the chief officer consent to the discharge?"),
        choices=OrderChange.Consent.choices,
        required=False,
        widget=Radios(attrs={"class": "govuk-radios--small"}),
    )
    on = DayField(
        label=_("From which day?"),
        help_text=_(
            "The day of the decision; for a discharge, the first day without the order; for one"
            " that expired, its last day"
        ),
        called=_("The day"),
        error_messages={"required": _("Enter from which day")},
    )
    court = text(_("Court (optional)"), most=200)
    reference = text(_("Court reference (optional)"), most=100)
    why = lines(_("Why? (optional)"), hint=NO_NAMES, most=500)
    field_order = (*("kind", "ends_on", "consent", "on", "court", "reference", "why", "not_names"),)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        is_discharge = answers.get("kind") == OrderChange.Kind.DISCHARGED
        if is_discharge and not answers.get("consent"):
            self.add_error("consent", _("Select whether they consented"))
        return answers


class ClauseForm(NamesCheckedForm):
    """A clause: its certified wording, what in it names somebody, and its own days."""

    number = forms.CharField(
        label=_("Number of the clause in the order"),
        max_length=10,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "autocomplete": "off"}),
        error_messages={"required": _("Enter the number of the clause")},
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Clause.Kind.choices,
        widget=Radios(reveals={Clause.Kind.REQUIREMENT: "supervisor"}),
        error_messages={"required": _("Select whether it is a prohibition or a requirement")},
    )
    supervisor = text(
        _("Who is the responsible supervisor?"),
        most=200,
        hint=_("Every requirement has one: Sexual Offences Act 2003 s.103CA"),
    )
    names_no_supervisor = forms.BooleanField(
        label=_("The order names no supervisor for this requirement"), required=False
    )
    wording = forms.CharField(
        label=_("The wording, as the court certified it"),
        help_text=_("Word for word. It is kept in a part of the file that few may read."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        error_messages={"required": _("Enter the wording")},
    )
    children = lines(
        _("Which words of it name a child? (optional)"),
        hint=_("One name on a line, as it stands. To choose the token yourself: Name = Child A"),
    )
    victims = lines(_("Which words of it name a victim? (optional)"), rows=2)
    others = lines(_("Which words of it name somebody else to be protected? (optional)"), rows=2)
    places = lines(
        _("Which words of it are an address or a place to be protected? (optional)"),
        rows=2,
        hint=_("To choose the token yourself: 14 Acacia Road = zone 1"),
    )
    starts_on = day(
        _("From which day? (optional)"),
        _("The first day"),
        help_text=_("Leave empty if from the making of the order"),
    )
    ends_on = day(
        _("Which is its last day? (optional)"),
        _("The last day"),
        help_text=_("Leave empty if it runs as long as the order"),
    )
    place = text(_("Where does it apply? (optional)"), most=200, hint=NO_NAMES)
    about_travel = forms.BooleanField(label=_("It forbids travel abroad"), required=False)
    on_card = forms.BooleanField(
        label=_("Any constable can enforce it: show the prohibition on the contact card"),
        required=False,
        initial=True,
    )
    monitored = forms.BooleanField(
        label=_(
            "It is electronically monitored (not in force as far as is known here: Sexual"
            " Offences Act 2003 s.103FA, prospective, not verified)"
        ),
        required=False,
    )
    of_names = ("children", "victims", "others", "places")
    field_order: tuple[str, ...] = (
        *("number", "kind", "supervisor", "names_no_supervisor", "wording", *of_names),
        *("starts_on", "ends_on", "place", "about_travel", "on_card", "monitored", "not_names"),
    )

    def __init__(
        self, *args: Any, keeps_names: bool, corrects: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not keeps_names:
            for name in self.of_names:
                del self.fields[name]
        if not keeps_names or corrects:
            wording = self.fields["wording"]
            wording.label = _("The wording, with tokens")
            wording.help_text = _("As everybody reads it. %(never)s") % {"never": NO_NAMES}

    def unasked(self) -> list[str]:
        is_without = self.said("kind") == Clause.Kind.REQUIREMENT and not self.said("supervisor")
        is_asked = is_without or self.initial.get("names_no_supervisor")
        return [*super().unasked(), *([] if is_asked else ["names_no_supervisor"])]

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        days: dict[str, Any] = {
            name: given.pop(name) for name in ("starts_on", "ends_on") if name in given
        }
        of_names = {name: given.pop(name, "") for name in self.of_names}
        said = {name: given.pop(name) for name in SAID}
        return {**given, **days, self.said_as: Said(**said, **of_names)}

    said_as = "clause"


SAID = (
    *("number", "kind", "wording", "place", "supervisor", "names_no_supervisor", "monitored"),
    *("about_travel", "on_card", "not_names"),
)


class ChangeClauseForm(ClauseForm):
    said_as = "said"


OF_HEARING = ("on", "court", "reference", "why")


class VariedForm(forms.Form):
    """The hearing at which the court varied the order."""

    on = DayField(
        label=_("From which day has the court varied it?"),
        called=_("The day of the variation"),
        error_messages={"required": _("Enter from which day")},
    )
    court = text(_("Court (optional)"), most=200)
    reference = text(_("Court reference (optional)"), most=100)
    why = lines(_("Why? (optional)"), hint=NO_NAMES, most=500, rows=2)

    def varied(self, given: dict[str, Any]) -> dict[str, Any]:
        said = {name: given.pop(name) for name in OF_HEARING}
        return {**given, "varied": Variation(**said)}


class AddByVariationForm(VariedForm, ClauseForm):
    """A clause that the court put into the order later."""

    starts_on = None  # type: ignore[assignment]
    field_order = OF_HEARING + ClauseForm.field_order

    @property
    def answers(self) -> dict[str, Any]:
        return {**self.varied(super().answers), "starts_on": None}


class VaryClauseForm(VariedForm, ClauseForm):
    said_as = "said"
    starts_on = None  # type: ignore[assignment]
    field_order = OF_HEARING + ClauseForm.field_order

    @property
    def answers(self) -> dict[str, Any]:
        return self.varied(super().answers)


class RemoveClauseForm(VariedForm, NamesCheckedForm):
    field_order = (*OF_HEARING, "not_names")

    @property
    def answers(self) -> dict[str, Any]:
        return self.varied(super().answers)


class PassportForm(OperationForm):
    country = text(_("Country of issue (optional)"), most=100)
    number = text(_("Passport number (optional)"), most=30)
    surrendered_on = DayField(
        label=_("On which day was it surrendered?"),
        called=_("The day of surrender"),
        latest=localdate,
        error_messages={"required": _("Enter the day of surrender")},
    )
    surrendered_at = text(_("Where? (optional)"), most=200, hint=_("For example, a police station"))


class ChangePassportForm(PassportForm):
    returned_on = day(
        _("On which day was it returned? (optional)"), _("The day of return"), latest=localdate
    )
    returned_to = text(_("To whom, and where? (optional)"), most=200)


class AskForm(OperationForm):
    why = forms.CharField(
        label=_("Why do you need to know?"),
        help_text=_("Information governance sees who asked, when and why. Write no names."),
        min_length=SHORTEST_REASON,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter why you need to know"),
            "min_length": _("The reason must have %(limit_value)d characters or more"),
        },
    )
