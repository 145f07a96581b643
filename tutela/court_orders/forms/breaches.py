"""What is asked of a possible breach of an order, from what is alleged to its outcome."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.court_orders.forms.orders import NO_NAMES, NamesCheckedForm, chosen, day
from tutela.court_orders.forms.reasons import text
from tutela.court_orders.models import OrderBreach
from tutela.ui.fields import DayField, Radios, sentences


class BreachForm(NamesCheckedForm):
    clause = chosen(_("Which clause? (optional)"))
    happened_on = day(
        _("On which day did it happen? (optional)"),
        _("The day"),
        help_text=_("Leave empty if it is not known"),
        latest=localdate,
    )
    when_said = text(
        _("When, in words? (optional)"), most=100, hint=_("For example, between Easter and May")
    )
    what = sentences(_("What happened?"), _("Enter what happened"), rows=5, hint=NO_NAMES)
    evidence = text(
        _("Reference of the evidence (optional)"), most=200, hint=_("For example, exhibit number")
    )
    field_order = ("clause", "happened_on", "when_said", "what", "evidence", "not_names")

    def __init__(self, *args: Any, clauses: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["clause"]
        field.choices = [("", _("Not known, or the order as a whole")), *clauses]  # type: ignore[attr-defined]


class DecideBreachForm(NamesCheckedForm):
    decision = forms.ChoiceField(
        label=_("What was decided?"),
        choices=OrderBreach.Decision.choices,
        widget=Radios(),
        error_messages={"required": _("Select what was decided")},
    )
    decided_on = DayField(
        label=_("On which day?"),
        called=_("The day of the decision"),
        latest=localdate,
        error_messages={"required": _("Enter the day of the decision")},
    )
    decided_by = forms.CharField(
        label=_("Who decided?"),
        help_text=_("For example, a named inspector, or the Crown Prosecution Service"),
        max_length=200,
        error_messages={"required": _("Enter who decided")},
    )
    decided_because = sentences(
        _("Why? Was there a reasonable excuse?"),
        _("Enter the reasons"),
        most=1000,
        rows=4,
        hint=NO_NAMES,
    )
    field_order = ("decision", "decided_on", "decided_by", "decided_because", "not_names")


class ChargeForm(NamesCheckedForm):
    charged_on = DayField(
        label=_("On which day was the person charged?"),
        called=_("The day of the charge"),
        latest=localdate,
        error_messages={"required": _("Enter the day of the charge")},
    )
    charge = forms.CharField(
        label=_("With what?"),
        help_text=_("For example, breach of a sexual harm prevention order, s.103I"),
        max_length=300,
        error_messages={"required": _("Enter the charge")},
    )
    field_order = ("charged_on", "charge", "not_names")


class EndBreachForm(NamesCheckedForm):
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=OrderBreach.Outcome.choices,
        widget=Radios(),
        error_messages={"required": _("Select what came of it")},
    )
    outcome_on = DayField(
        label=_("On which day?"),
        called=_("The day of the outcome"),
        latest=localdate,
        error_messages={"required": _("Enter the day of the outcome")},
    )
    outcome_court = text(_("Court (optional)"), most=200)
    result = chosen(_("Which court result of this file is it? (optional)"))
    sentence = chosen(_("Which sentence? (optional)"))
    field_order = ("outcome", "outcome_on", "outcome_court", "result", "sentence", "not_names")

    def __init__(
        self,
        *args: Any,
        results: list[tuple[Any, Any]],
        sentences: list[tuple[Any, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("result", results), ("sentence", sentences)):
            field = self.fields[name]
            field.choices = [("", _("None, or not recorded yet")), *offered]  # type: ignore[attr-defined]
            if not offered:
                field.widget = forms.HiddenInput()
