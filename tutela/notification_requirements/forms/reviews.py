from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.agencies.models import Area
from tutela.notification_requirements.models import Review, ReviewNotice
from tutela.notification_requirements.queries.reviews import first_day, lengths
from tutela.ui.fields import DayField, Radios
from tutela.ui.forms import OperationForm


def _day(label: Any, called: Any, missing: Any, **more: Any) -> DayField:
    """A day on which something was done: never before there were reviews, never to come."""
    return DayField(
        **{
            "label": label,
            "called": called,
            "earliest": first_day,
            "latest": localdate,
            "error_messages": {"required": missing},
        }
        | more
    )


def _long(label: Any, missing: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": missing},
        **more,
    )


class ReceiveForm(OperationForm):
    received_on = _day(
        _("When was the application received?"),
        _("The day of receipt"),
        _("Enter the day on which it was received"),
    )
    in_writing = forms.TypedChoiceField(
        label=_("Was it in writing?"),
        choices=[("yes", _("Yes")), ("no", _("No: it is taken, and the person told how"))],
        coerce=lambda value: value == "yes",
        widget=Radios,
        error_messages={"required": _("Select whether it was in writing")},
    )
    area = forms.ModelChoiceField(
        label=_("To the chief officer of which area?"),
        help_text=_("The area of the address notified last; of several, the one with most days"),
        queryset=Area.objects.order_by("name"),
        empty_label=_("Choose one"),
        error_messages={"required": _("Select the area")},
    )
    why = _long(_("What does the person say in it? (optional)"), required=False)


class AcknowledgeForm(OperationForm):
    happened_on = _day(
        _("When was the acknowledgement given?"),
        _("The day"),
        _("Enter the day of the acknowledgement"),
    )


class NotifyForm(OperationForm):
    body = forms.CharField(
        label=_("Which responsible body was told?"),
        help_text=_("Probation, prisons, or a body with the duty to co-operate"),
        max_length=200,
        error_messages={"required": _("Enter the responsible body")},
    )
    happened_on = _day(
        _("When was it told?"), _("The day"), _("Enter the day on which it was told")
    )


class AnswerForm(OperationForm):
    answer = forms.ChoiceField(
        label=_("What did it answer?"),
        choices=[one for one in ReviewNotice.Answer.choices if one[0] != "awaited"],
        widget=Radios,
        error_messages={"required": _("Select what it answered")},
    )
    answered_on = _day(_("When did it answer?"), _("The day"), _("Enter the day of the answer"))
    said = _long(_("What did it say? (optional)"), required=False)


class MatterForm(OperationForm):
    considered = _long(
        _("What was considered?"),
        _("Enter what was considered, if only that there is nothing"),
    )


class ProposeReviewForm(OperationForm):
    proposal = forms.ChoiceField(
        label=_("What do you recommend?"),
        choices=Review.Outcome.choices,
        widget=Radios,
        error_messages={"required": _("Select what you recommend")},
    )
    why = _long(_("Why?"), _("Enter why"))


class DetermineForm(OperationForm):
    decision = forms.ChoiceField(
        label=_("What do you determine?"),
        choices=[*Review.Outcome.choices, ("return", _("Return it: more is to be considered"))],
        widget=Radios(reveals={"refuse": "years"}),
        error_messages={"required": _("Select what you determine")},
    )
    years = forms.IntegerField(
        label=_("Next review after how many years? (optional)"),
        help_text=_("Eight, or more up to fifteen where the risk justifies it: s.91B(3) and (4)"),
        required=False,
        error_messages={"invalid": _("Enter the years as a number")},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
    )
    rank = forms.ChoiceField(
        label=_("Your rank"),
        choices=[("", _("Select your rank")), *Review.Rank.choices],
        required=False,
    )
    happened_on = _day(_("When is it determined?"), _("The day"), "", required=False)
    why = _long(_("With what reasons?"), _("Enter the reasons"))

    def clean_years(self) -> int | None:
        years: int | None = self.cleaned_data["years"]
        if years is None or self.cleaned_data.get("decision") != "refuse":
            return None
        usual, longest = (months // 12 for months in lengths(localdate()))
        if not usual <= years <= longest:
            words = _("The next review is after %(least)d to %(most)d years")
            raise forms.ValidationError(words, params={"least": usual, "most": longest})
        return years

    def clean_rank(self) -> str:
        rank: str = self.cleaned_data["rank"]
        if not rank and self.cleaned_data.get("decision") in {"grant", "refuse"}:
            raise forms.ValidationError(_("Select your rank"))
        return rank


class GiveForm(OperationForm):
    given_on = _day(
        _("When was the notice given?"), _("The day"), _("Enter the day on which it was given")
    )
    received_on = _day(
        _("When did the person receive it? (optional)"),
        _("The day of receipt"),
        "",
        required=False,
        help_text=_("Where the review was granted, the duties end on this day"),
    )


class AppealForm(OperationForm):
    happened_on = _day(
        _("When was the appeal made?"), _("The day"), _("Enter the day of the appeal")
    )
    court = forms.CharField(
        label=_("To which magistrates' court?"),
        max_length=200,
        error_messages={"required": _("Enter the court")},
    )


class CourtForm(OperationForm):
    outcome = forms.ChoiceField(
        label=_("What did the court order?"),
        choices=[
            ("court_grants", _("No longer subject to the requirements")),
            ("court_refuses", _("Appeal dismissed: still subject")),
        ],
        widget=Radios,
        error_messages={"required": _("Select what the court ordered")},
    )
    happened_on = _day(_("On what day?"), _("The day"), _("Enter the day of the order"))
    court = forms.CharField(
        label=_("Which court?"), max_length=200, error_messages={"required": _("Enter the court")}
    )
    why = _long(_("What did it say? (optional)"), required=False)


class CloseForm(OperationForm):
    how = forms.ChoiceField(
        label=_("Why is it not determined?"),
        choices=[
            ("tell_early", _("It came before the qualifying date, or it is barred: told so")),
            ("withdraw", _("The person withdrew it")),
        ],
        widget=Radios,
        error_messages={"required": _("Select why it is not determined")},
    )
    happened_on = _day(_("On what day?"), _("The day"), _("Enter the day"))
    why = _long(_("What was said? (optional)"), required=False)


class DirectionForm(OperationForm):
    made_on = DayField(
        label=_("When was the direction made?"),
        called=_("The day of the direction"),
        latest=localdate,
        error_messages={"required": _("Enter the day of the direction")},
    )
    court = forms.CharField(
        label=_("Which court made it?"),
        max_length=200,
        error_messages={"required": _("Enter the court")},
    )
    parent = forms.CharField(
        label=_("Who carries the duties?"),
        help_text=_("The parent or other person with parental responsibility"),
        max_length=200,
        error_messages={"required": _("Enter who carries the duties")},
    )
    reached_at = forms.CharField(
        label=_("How can they be reached? (optional)"), max_length=200, required=False
    )
    ends_on = DayField(
        label=_("Earlier end that the court set (optional)"),
        help_text=_("Without one it ends on the day before the young person is 18: s.89(3)"),
        called=_("The earlier end"),
        required=False,
    )


class ChangeDirectionForm(OperationForm):
    reached_at = forms.CharField(
        label=_("How can they be reached? (optional)"), max_length=200, required=False
    )
    ends_on = DayField(
        label=_("Earlier end that the court set (optional)"),
        called=_("The earlier end"),
        required=False,
    )
    discharged_on = DayField(
        label=_("Day on which a court discharged it (optional)"),
        called=_("The day of the discharge"),
        latest=localdate,
        required=False,
    )
    discharged_why = forms.CharField(
        label=_("Why was it discharged? (optional)"), max_length=500, required=False
    )
