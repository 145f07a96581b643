"""What was told, to whom, how; told in immediate danger; told wrongly; followed up."""

from datetime import datetime
from typing import Any

from django.utils.timezone import get_default_timezone, localdate, localtime, now
from django.utils.translation import gettext_lazy as _

from tutela.court_orders.forms.orders import NamesCheckedForm
from tutela.disclosure.forms.asking import (
    also_protected,
    children,
    choice,
    line,
    tokens_in,
)
from tutela.disclosure.models import Consideration, Made
from tutela.disclosure.operations.telling import Told
from tutela.ui.fields import ClockField, DayField, sentences

Undertaking = Made.Undertaking
ASKED = [one for one in Undertaking.choices if one[0] != Undertaking.NOT_ASKED]


class ToldForm(NamesCheckedForm):
    """What every record of telling asks."""

    made_on = DayField(
        label=_("On which day?"),
        called=_("The day"),
        latest=localdate,
        error_messages={"required": _("Enter the day")},
    )
    made_time = ClockField(label=_("At what time?"), help_text=_("For example, 2:05pm"))
    recipient = line(_("Who was told?"), _("Enter who was told"), hint=_("Their name"))
    recipient_address = line(_("Their address (optional)"), most=300)
    told_by = line(_("Who told?"), _("Enter who told"), hint=_("Everybody who took part"))
    how = choice(_("How?"), Made.How.choices, _("Select how"))
    how_why = line(_("If not face to face: why?"), most=500)
    identity = choice(
        _("How was the identity of whoever was told checked?"),
        Made.Identity.choices,
        _("Select how the identity was checked"),
    )
    identity_said = line(
        _("Which document, or how? (optional)"),
        hint=_("The kind of document: no number is needed"),
        most=300,
    )
    words = sentences(_("Exactly what was said?"), rows=5, most=4000)
    undertaking_why = sentences(_("What was said about the undertaking? (optional)"), most=1000)
    advice = sentences(
        _("What advice was given? (optional)"),
        hint=_("For example, how to keep children safe, whom to ring"),
    )
    follow_up_on = DayField(
        label=_("On which day will they be seen again? (optional)"),
        called=_("The day of the follow-up"),
        required=False,
        earliest=localdate,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("made_on") and found.get("made_time"):
            found["made_at"] = datetime.combine(
                found["made_on"], found["made_time"], tzinfo=get_default_timezone()
            )
            if found["made_at"] > now():
                self.add_error("made_time", _("The time must be in the past"))
        remote = found.get("how") not in {None, Made.How.FACE_TO_FACE, Made.How.BY_THE_PERSON}
        if remote and not found.get("how_why"):
            self.add_error("how_why", _("Enter why it was not face to face"))
        return found

    def told(self, given: dict[str, Any], **settled: Any) -> Told:
        """The answers about the telling, taken out of all that was answered."""
        names = {name for name in Told.__dataclass_fields__ if name in given}
        given.pop("made_on"), given.pop("made_time")
        return Told(**{name: given.pop(name) for name in names}, **settled)


class MadeForm(ToldForm):
    undertaking = choice(
        _("Did they accept the undertaking of confidentiality?"),
        ASKED,
        _("Select whether they accepted the undertaking"),
        hints={Undertaking.REFUSED: _("Then consider telling nothing, and ask again")},
    )
    was_told = choice(
        _("Were they told?"),
        [("yes", _("Yes")), ("no", _("No: nothing was told"))],
        _("Select whether they were told"),
    )

    field_order = (
        *("made_on", "made_time", "recipient", "recipient_address", "told_by", "how", "how_why"),
        *("identity", "identity_said", "undertaking", "undertaking_why", "was_told", "words"),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("was_told") == "yes":
            if not found.get("words"):
                self.add_error("words", _("Enter the exact words that were said"))
            if found.get("undertaking") == Undertaking.REFUSED and not found.get("undertaking_why"):
                self.add_error("undertaking_why", _("Enter why they were told all the same"))
        return found

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        was_told = given.pop("was_told") == "yes"
        if not was_told:
            given["words"] = ""
        told = self.told(given, was_told=was_told)
        return {**given, "told": told}


class DangerForm(ToldForm):
    happened = sentences(
        _("What was the danger, and why could it not wait?"),
        _("Enter what the danger was and why it could not wait"),
    )
    recipient_role = choice(_("Who is that?"), Consideration.Role.choices, _("Select who that is"))
    children = children(_("Which children did it protect? (optional)"))
    also_protected = also_protected(_("Whom else did it protect? (optional)"))
    undertaking = choice(
        _("Did they accept an undertaking of confidentiality?"),
        Undertaking.choices,
        _("Select whether they accepted an undertaking"),
    )

    field_order = (
        *("happened", "made_on", "made_time", "recipient", "recipient_role"),
        *("recipient_address", "children", "also_protected", "told_by", "how", "how_why"),
        *("words", "identity", "identity_said", "undertaking", "undertaking_why"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words: Any = self.fields["words"]
        words.required = True
        words.error_messages["required"] = _("Enter what was said, as exactly as you know")
        self.fields["how_why"].label = _("If not face to face: why? (optional)")

    def clean(self) -> dict[str, Any]:
        """The truth is taken as it is: what is missing is said so, and nothing refused for it."""
        found = dict(self.cleaned_data)
        if not found.get("how_why"):
            self.cleaned_data["how_why"] = str(_("In immediate danger"))
        if found.get("undertaking") == Undertaking.REFUSED and not found.get("undertaking_why"):
            self.cleaned_data["undertaking_why"] = str(_("In immediate danger"))
        return super().clean()

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        if given["how"] in {Made.How.FACE_TO_FACE, Made.How.BY_THE_PERSON}:
            given["how_why"] = ""
        given["children"] = tokens_in(given["children"])
        told = self.told(given, was_told=True)
        return {**given, "told": told}


class IncidentForm(NamesCheckedForm):
    happened_on = DayField(
        label=_("On which day did it happen? (optional)"),
        called=_("The day"),
        required=False,
        latest=localdate,
    )
    when_said = line(_("Or when about? (optional)"), most=100)
    who_knows = line(
        _("Who came to know?"),
        _("Enter who came to know"),
        hint=_("A name, or a description if you do not know it"),
        most=300,
    )
    what = sentences(
        _("What were they told, by whom and how?"), _("Enter what they were told, and how")
    )
    how_known = sentences(_("How do you know?"), _("Enter how you know"), rows=2, most=500)
    immediately = sentences(_("What was done at once to protect anybody? (optional)"))


class FollowUpForm(NamesCheckedForm):
    done_on = DayField(
        label=_("On which day were they seen?"),
        called=_("The day"),
        latest=localdate,
        error_messages={"required": _("Enter the day")},
    )
    found = sentences(
        _("What was found?"),
        _("Enter what was found"),
        hint=_("Is the undertaking kept? Are the children safe? What do they need?"),
    )
    again_on = DayField(
        label=_("On which day will they be seen again? (optional)"),
        called=_("The next day"),
        required=False,
        earliest=localdate,
    )


def at_this_moment() -> dict[str, Any]:
    """What a form about something that has just happened begins with."""
    at = localtime()
    return {"made_on": at.date(), "made_time": at.time().replace(second=0, microsecond=0)}
