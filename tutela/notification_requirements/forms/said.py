"""What can be said at a counter, a form for each kind. No question must be answered: what a person
does not know, or says in other words, is kept as it is said."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tutela.notification_requirements.models import Notification
from tutela.ui.fields import Checkboxes, DayField, Radios, sentences
from tutela.ui.forms import OperationForm

WIDE = {"class": "govuk-input--width-20", "autocomplete": "off"}
SHORT = {"class": "govuk-input--width-10", "autocomplete": "off"}
NUMBER = SHORT | {"inputmode": "numeric"}
BY_WHEN = [
    ("relevant_date", _("On the relevant date: the conviction, finding, caution or order")),
    ("now", _("Now")),
]


def line(label: Any, *, most: int = 200, hint: Any = "", attrs: dict[str, str] = WIDE) -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=False,
        widget=forms.TextInput(attrs=attrs),
    )


def day(label: Any, called: Any, *, hint: Any = "") -> DayField:
    return DayField(label=label, help_text=hint, called=called, required=False)


def in_words() -> Any:
    return line(
        _("If the day is not known, in their words (optional)"),
        hint=_("For example, about the middle of March"),
    )


def one_of(label: Any, choices: Any, *, hint: Any = "", **widget: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, choices=choices, required=False, widget=Radios(**widget)
    )


class NameForm(OperationForm):
    given_names = line(_("Given names (optional)"))
    surname = line(_("Surname, or the only name (optional)"))
    when = forms.MultipleChoiceField(
        label=_("When is or was this name used?"),
        choices=[*BY_WHEN, ("before", _("At another time"))],
        required=False,
        widget=Checkboxes(),
    )
    note = line(_("Anything else about this name (optional)"))


class HomeForm(OperationForm):
    lines = sentences(
        _("Home address, or the place where they can be found"),
        hint=_("Their sole or main residence in the United Kingdom. An address abroad is taken"),
    )
    postcode = line(_("Postcode (optional)"), attrs=SHORT)
    found = one_of(
        _("Which is it?"),
        [
            ("home", _("Their sole or main residence")),
            ("no_fixed_abode", _("No fixed abode: a place where they can regularly be found")),
        ],
        hint=_("Without a fixed abode the law asks for a notification every week"),
    )
    when = forms.MultipleChoiceField(
        label=_("Of which time is it?"), choices=BY_WHEN, required=False, widget=Checkboxes()
    )
    starts_on = day(_("Since when? (optional)"), _("The first day"))


class PremisesForm(OperationForm):
    lines = sentences(_("Address of other premises where they regularly live or stay"))
    postcode = line(_("Postcode (optional)"), attrs=SHORT)
    how_often = sentences(_("When and how often are they there? (optional)"), most=500)


class HouseholdForm(OperationForm):
    lines = sentences(
        _("Address of the household"),
        hint=_("A private place where somebody under 18 lives or stays"),
    )
    postcode = line(_("Postcode (optional)"), attrs=SHORT)
    starts_on = day(_("When did they begin to live or stay there? (optional)"), _("The first day"))
    starts_said = in_words()
    periods = sentences(
        _("For which times do they mean to live or stay there? (optional)"), most=500
    )


class DocumentForm(OperationForm):
    described = one_of(
        _("What is it?"),
        [
            ("passport", _("Passport")),
            ("identity", _("Other identity document")),
            ("name", _("No identity document: another document with the full name")),
        ],
    )
    which = line(_("Which document, and who issued it? (optional)"))
    number = line(_("Number (optional)"), attrs=SHORT)
    name_shown = line(_("Name as it stands in the document (optional)"))


class AccountForm(OperationForm):
    held = one_of(
        _("In whose name is the account?"),
        [
            ("sole", _("Their own name")),
            ("joint", _("Jointly with somebody")),
            ("business", _("A business that they run, which is no company")),
        ],
    )
    holder = line(_("Names in which it is held (optional)"))
    institution = line(_("Bank, building society or other institution (optional)"))
    branch = sentences(_("Address of the branch (optional)"), most=300)
    sort_code = line(_("Sort code (optional)"), attrs=NUMBER)
    account_number = line(_("Account number (optional)"), attrs=NUMBER)


class CardForm(OperationForm):
    card = one_of(
        _("What kind of card is it?"), [("debit", _("Debit card")), ("credit", _("Credit card"))]
    )
    institution = line(_("Who issued it? (optional)"))
    holder = line(_("Name on the card, or of the business (optional)"))
    branch = sentences(_("Address of the provider (optional)"), most=300)
    account_number = line(_("Number of the card account (optional)"), attrs=NUMBER)
    card_number = line(_("Number on the card (optional)"), attrs=NUMBER)
    valid_from = line(_("Valid from (optional)"), attrs=SHORT)
    expires = line(_("Expires (optional)"), attrs=SHORT)


class InitialForm(OperationForm):
    relevant_on = day(
        _("Relevant date (optional)"),
        _("The relevant date"),
        hint=_("The day of the conviction, finding or caution, or on which the order was served"),
    )
    relevant_said = in_words()
    because = sentences(_("Why do they have to notify, as they say? (optional)"), most=500)


class ChangeForm(OperationForm):
    of = one_of(_("What changes?"), Notification.Of.choices)
    timing = one_of(
        _("Has it happened?"),
        [("happened", _("Yes")), ("expected", _("Not yet: it is announced in advance"))],
        hint=_("A change may be announced in advance, with the day on which it is expected"),
        reveals={"happened": "happened_on", "expected": "expected_on"},
    )
    happened_on = day(_("On which day did it happen? (optional)"), _("The day it happened"))
    expected_on = day(_("On which day is it expected? (optional)"), _("The day it is expected"))
    day_said = in_words()
    details = sentences(
        _("What is it, and what was it before?"),
        hint=_(
            "Add the new name, address, document, account or card to the set as well. Numbers of"
            " accounts and cards belong there alone: there they are locked"
        ),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        # a day in the question that is not shown was not said
        if given.get("timing") == "expected":
            given["happened_on"] = None
        elif given.get("timing") == "happened":
            given["expected_on"] = None
        return given


class NoChangeForm(OperationForm):
    of = one_of(_("What was announced?"), Notification.Of.choices)
    expected_on = day(
        _("For which day was it announced? (optional)"), _("The day for which it was announced")
    )
    day_said = in_words()
    details = sentences(_("Why has it not happened? (optional)"), most=1000)


class PeriodicForm(OperationForm):
    rhythm = one_of(
        _("Which is it?"),
        [
            ("yearly", _("The yearly notification")),
            ("weekly", _("The weekly notification of somebody without a fixed abode")),
        ],
    )
    changed = one_of(
        _("Has anything changed since the last notification?"),
        [
            ("nothing", _("Nothing has changed")),
            ("something", _("Something has changed: it is in the set, or a change of its own")),
        ],
    )
    details = sentences(_("Anything else they said (optional)"))


class TravelForm(OperationForm):
    departs_on = day(_("Day of departure (optional)"), _("The day of departure"))
    departs_said = line(
        _("Time of departure, or the day in their words (optional)"),
        hint=_("For example, 7:45am, or some time in July"),
    )
    known_on = day(
        _("Since when do they know these details? (optional)"),
        _("The day since when they know"),
        hint=_("Who knows them for more than seven days has to say so seven days before"),
    )
    excuse = sentences(_("If it is said late: why? (optional)"), most=1000)
    countries = sentences(
        _("First country, and every other country in order"),
        hint=_("With the days in each, as far as they know"),
    )
    ireland = forms.BooleanField(label=_("Only to the Republic of Ireland"), required=False)
    arrival = sentences(_("Point of arrival in each country (optional)"), most=1000)
    accommodation = sentences(_("Where will they stay? (optional)"), most=1000)
    carriers = sentences(_("Carriers: airline, ferry, coach, flight numbers (optional)"), most=1000)
    returns_on = day(_("Day of return (optional)"), _("The day of return"))
    return_said = line(_("Where do they come back into the United Kingdom? (optional)"))


class TravelChangeForm(TravelForm):
    was_on = day(
        _("Which day of departure was notified before? (optional)"),
        _("The day of departure notified before"),
    )
    first_station = line(
        _("At which station was the journey notified first? (optional)"),
        hint=_("The regulations ask for it"),
    )
    cancelled = forms.BooleanField(label=_("They do not travel at all"), required=False)
    field_order = ["was_on", "first_station", "cancelled"]


class ReturnForm(OperationForm):
    was_on = day(_("On which day did they leave? (optional)"), _("The day of departure"))
    returned_on = day(_("On which day did they come back? (optional)"), _("The day of return"))
    day_said = in_words()
    place = line(_("Where did they come back into the United Kingdom? (optional)"))
    as_notified = one_of(
        _("Was that the day and the place that were notified?"),
        [("yes", _("Yes")), ("no", _("No, or no return was notified"))],
    )


class AbsenceForm(OperationForm):
    leaves_on = day(_("Day of leaving home (optional)"), _("The day of leaving"))
    day_said = in_words()
    lines = sentences(_("Where will they stay, and how will they get there? (optional)"))
    returns_on = day(_("Day of coming home (optional)"), _("The day of coming home"))


FORMS: dict[str, type[OperationForm]] = {
    "name": NameForm,
    "home": HomeForm,
    "premises": PremisesForm,
    "household": HouseholdForm,
    "document": DocumentForm,
    "account": AccountForm,
    "card": CardForm,
    "initial": InitialForm,
    "change": ChangeForm,
    "change_not_occurred": NoChangeForm,
    "periodic": PeriodicForm,
    "travel": TravelForm,
    "travel_change": TravelChangeForm,
    "return": ReturnForm,
    "absence": AbsenceForm,
}
# as headings, buttons and the receipt have them
KINDS: dict[str, Promise] = {
    "name": _("Name"),
    "home": _("Home address"),
    "premises": _("Other premises"),
    "household": _("Household with a child"),
    "document": _("Passport or other document"),
    "account": _("Bank account"),
    "card": _("Debit or credit card"),
    "initial": _("First notification"),
    "change": _("Notification of a change"),
    "change_not_occurred": _("Announced change that did not happen"),
    "periodic": _("Periodic notification"),
    "travel": _("Travel abroad"),
    "travel_change": _("Change to a notified journey"),
    "return": _("Return from abroad"),
    "absence": _("Absence from home"),
}
# where a section of the set was not filled in
STANDS: dict[str, Promise] = {
    "none": _("None"),
    "not_said": _("Not said"),
    "as_before": _("As notified before"),
}
