"""The local police area: s.88."""

from dataclasses import dataclass

from tutela.law.wording import Sentence, gettext_noop

S_88 = "Sexual Offences Act 2003 s.88(3)"


@dataclass(frozen=True, slots=True)
class LocalArea:
    """The police area in which the person must notify, and why it is that one."""

    area: str | None
    provision: str
    because: Sentence


def local_police_area(
    *, home: str | None, last_notified: str | None, convicting_court: str | None
) -> LocalArea:
    """The police area that takes the notifications; it cannot refuse a resident.

    Law: Sexual Offences Act 2003 s.88(3): the area of the home address; without one, of the
    home address last notified; without that, of the court that last dealt with the person.
    """
    for area, words in (
        (home, gettext_noop("The home address is in this area.")),
        (last_notified, gettext_noop("The home address last notified is in this area.")),
        (convicting_court, gettext_noop("The court that last dealt with the person is here.")),
    ):
        if area:
            return LocalArea(area, S_88, Sentence(words))
    words = gettext_noop("No home address, no address notified and no court is known.")
    return LocalArea(None, S_88, Sentence(words))
