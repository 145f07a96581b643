"""What is asked of a screening and of a decision on category or level."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.levels.models import Category, Decision, Screening
from tutela.ui.fields import DayField, Radios, sentences
from tutela.ui.forms import OperationForm


def _yes_or_no(label: Any, missing: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=Radios(attrs={"class": "govuk-radios--inline"}),
        error_messages={"required": missing},
    )


def _reasons(label: Any, help_text: Any = "") -> forms.CharField:
    return sentences(label, _("Enter the reasons"), rows=5, hint=help_text)


class ScreenForm(OperationForm):
    screened_on = DayField(
        label=_("On which day was the person screened?"),
        called=_("The day of the screening"),
        latest=localdate,
        error_messages={"required": _("Enter the day of the screening")},
    )
    risk = forms.ChoiceField(
        label=_("How high is the risk of serious harm, as assessed?"),
        choices=Screening.Risk.choices,
        widget=Radios(),
        error_messages={"required": _("Select how high the risk is")},
    )
    plan_is_robust = _yes_or_no(
        _("Is the plan to manage the risk robust enough for your agency alone?"),
        _("Select whether the plan is robust enough for your agency alone"),
    )
    has_barriers = _yes_or_no(
        _("Does anything stand in the way of what was agreed with other agencies?"),
        _("Select whether anything stands in the way of what was agreed"),
    )
    needs_meetings = _yes_or_no(
        _("Would formal meetings of the agencies add something?"),
        _("Select whether formal meetings would add something"),
    )
    needs_seniors = _yes_or_no(
        _("Do senior officers have to commit resources at short notice?"),
        _("Select whether senior officers have to commit resources"),
        _("Also where the media are very interested"),
    )
    outcome = forms.ChoiceField(
        label=_("What follows?"),
        choices=Screening.Outcome.choices,
        widget=Radios(),
        error_messages={"required": _("Select what follows")},
    )
    reason = _reasons(_("Why?"), _("What the plan relies on, and what would change your answer"))
    again_on = DayField(
        label=_("By when is the person to be screened again? (optional)"),
        called=_("The day of the next screening"),
        required=False,
    )


class CategoryForm(OperationForm):
    category = forms.TypedChoiceField(
        label=_("Which category is the person in?"),
        choices=[*Category.Number.choices[1:], Category.Number.choices[0]],
        coerce=int,
        widget=Radios(),
        error_messages={"required": _("Select a category, or none")},
    )
    on = DayField(
        label=_("From which day?"),
        called=_("The day"),
        latest=localdate,
        error_messages={"required": _("Enter the day from which it is so")},
    )
    reason = _reasons(
        _("Why?"), _("Which offence and sentence, or why the person is in no category any more")
    )


class LevelForm(OperationForm):
    level = forms.TypedChoiceField(
        label=_("At which level is the person managed?"),
        choices=[("1", _("Level 1")), ("2", _("Level 2")), ("3", _("Level 3"))],
        coerce=int,
        widget=Radios(),
        error_messages={"required": _("Select a level")},
    )
    how = forms.ChoiceField(
        label=_("How was it decided?"),
        choices=[
            (how.value, how.label)
            for how in (
                Decision.How.MEETING,
                Decision.How.EXIT,
                Decision.How.COORDINATOR,
                Decision.How.ELSEWHERE,
            )
        ],
        widget=Radios(),
        error_messages={"required": _("Select how it was decided")},
    )
    on = DayField(
        label=_("From which day?"),
        help_text=_("The day of the decision"),
        called=_("The day"),
        latest=localdate,
        error_messages={"required": _("Enter the day of the decision")},
    )
    reason = _reasons(_("Why?"))
