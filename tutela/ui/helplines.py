"""Who answers today. Every fact has the day it was last checked at its source, or says it was not.

These move to the room `guidance` when it is built; until then this list is what the public reads.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said about a helpline; without a day nobody has checked it at its source."""

    sentence: str | Promise
    last_checked: date | None = None


@dataclass(frozen=True, slots=True)
class Helpline:
    """Somebody to ring, and for what."""

    name: str | Promise
    purpose: str | Promise
    number: str
    dial: str
    facts: tuple[Fact, ...] = ()
    number_last_checked: date | None = None
    is_emergency: bool = False


HELPLINES = (
    Helpline(
        name=_("Police, in an emergency"),
        purpose=_("A child or anyone else is in danger now, or a crime is happening now."),
        number="999",
        dial="999",
        facts=(
            Fact(
                _(
                    "If you ring from a mobile and cannot speak, listen to the questions, then "
                    "press 55 when you are asked."
                )
            ),
        ),
        is_emergency=True,
    ),
    Helpline(
        name=_("Police, not an emergency"),
        purpose=_("You are worried about a child or about what somebody is doing."),
        number="101",
        dial="101",
    ),
    Helpline(
        name="NSPCC",
        purpose=_("You are an adult and worried about a child."),
        number="0808 800 5000",
        dial="+448088005000",
        facts=(
            Fact(_("You can say who you are or not.")),
            Fact(_("The telephone is not answered at all hours. We do not know today's hours.")),
        ),
    ),
    Helpline(
        name="Childline",
        purpose=_("You are a child or a young person and want to talk to someone."),
        number="0800 1111",
        dial="08001111",
        facts=(Fact(_("The call is free.")),),
    ),
    Helpline(
        name="Stop It Now",
        purpose=_("You are worried about your own thoughts or behaviour, or somebody else's."),
        number="0808 1000 900",
        dial="+448081000900",
        facts=(
            Fact(_("The line is run by the Lucy Faithfull Foundation.")),
            Fact(_("It is not answered at all hours. We do not know today's hours.")),
        ),
    ),
    Helpline(
        name="Crimestoppers",
        purpose=_("You know something about a crime and do not want to say who you are."),
        number="0800 555 111",
        dial="+44800555111",
    ),
)
