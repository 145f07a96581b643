"""Who may ask whether somebody is managed, how often, and how far a yes reaches.

Pure: facts and a day in, an objection or nothing out. The database refuses the same
(`ask_whether_managed`, `answer_asked`); these rules say why first.
"""

from datetime import date, timedelta

from tutela.law.wording import Sentence, gettext_noop

# Nobody's work needs more in an hour, and a list of names is not asked through.
QUESTIONS_AN_HOUR = 20
# A need to know that lasts longer is looked at again: whoever still needs it asks again.
LONGEST_ANSWER = timedelta(days=183)


def objection_to_asking(*, is_anybody_named: bool, asked_this_hour: int) -> Sentence | None:
    """Somebody is asked about, and not in bulk."""
    if not is_anybody_named:
        return Sentence(
            gettext_noop("Enter a name, a number or an address: whom are you asking about?")
        )
    if asked_this_hour >= QUESTIONS_AN_HOUR:
        return Sentence(
            gettext_noop(
                "You have asked %(count)s times in the last hour, which is as often as one officer"
                " can: wait, or ring the team that takes what is told in your area."
            ),
            {"count": asked_this_hour},
        )
    return None


def objection_to_answering_yes(
    *, last_day: date, is_own_team: bool, is_asker_in_office: bool, today: date
) -> Sentence | None:
    """A yes always ends, and is given to another team whose officer still works there."""
    if is_own_team:
        return Sentence(
            gettext_noop("Your own team asked, and sees this file already: answer no, and say so.")
        )
    if not is_asker_in_office:
        return Sentence(
            gettext_noop("Whoever asked no longer works in that team: ring the team instead.")
        )
    if last_day < today:
        return Sentence(gettext_noop("The last day must be today or in the future."))
    if last_day > today + LONGEST_ANSWER:
        return Sentence(
            gettext_noop(
                "The last day must be within six months: whoever needs to know for longer asks"
                " again."
            )
        )
    return None
