from datetime import UTC, date, datetime

import pytest

from tutela.law.reckoning import LONDON
from tutela.law.wording import Sentence, say_day, say_moment


def shout(sentence: str) -> str:
    return sentence.upper().replace("%(DAY)S", "%(day)s").replace("%(INNER)S", "%(inner)s")


def test_a_day_is_said_as_people_write_it():
    assert say_day(date(2024, 3, 1)) == "1 March 2024"


def test_a_moment_is_said_in_london_time():
    sentence = Sentence("by %(day)s", {"day": datetime(2025, 8, 19, 21, 0, tzinfo=UTC)})

    assert sentence.say() == "by 10pm on 19 August 2025"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (0, 0, "midnight at the start of 1 March 2024"),
        (0, 5, "12:05am on 1 March 2024"),
        (12, 0, "midday on 1 March 2024"),
        (12, 30, "12:30pm on 1 March 2024"),
        (17, 30, "5:30pm on 1 March 2024"),
    ],
)
def test_a_time_of_day_is_said_as_people_write_it(hour, minute, said):
    assert say_moment(datetime(2024, 3, 1, hour, minute, tzinfo=LONDON)) == said


def test_words_are_translated_and_values_are_not():
    inner = Sentence("from %(day)s", {"day": date(2024, 3, 1)})

    assert Sentence("it is %(inner)s", {"inner": inner}).say(shout) == "IT IS FROM 1 MARCH 2024"


def test_a_sentence_without_values_may_hold_a_percent_sign():
    assert Sentence("100 % sure").say() == "100 % sure"
