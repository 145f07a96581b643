import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.court_orders.rules import offences, violent_offences
from tutela.court_orders.title_rules import _is_near, _words, listed_by_title

LISTED = (*offences(), *violent_offences())


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("ARSON", "Arson"),
        ("Robbery or assault with intent to rob", "Robbery, or assault with intent to rob"),
        ("Assault occasioning ABH", "Assault occasioning actual bodily harm"),
        ("Assault occassioning actual bodily harm", "Assault occasioning actual bodily harm"),
        ("Voilent disorder", "Violent disorder"),
        ("Threats  to  kill.", "Threats to kill"),
        (
            "Wounding with intent, s.18 Offences against the Person Act 1861",
            "Wounding or causing grievous bodily harm with intent",
        ),
        ("Section 2, Public Order Act 1986", "Violent disorder"),
    ],
)
def test_a_title_means_the_listed_offence_however_it_is_written(title, meant):
    assert listed_by_title(title).title == meant


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Theft",
        "Burglary, s.9 Theft Act 1968",  # the section holds burglaries that are not specified
        "Murders Arson",
        "Riots act",
        "Attempted arson",
        "s.18 and s.20 Offences against the Person Act 1861",
        "s.180 Offences against the Person Act 1861",
    ],
)
def test_what_is_not_sure_is_not_taken_as_listed(title):
    assert listed_by_title(title) is None


def test_no_listed_title_is_one_slip_from_another():
    words = {_words(one.title) for one in LISTED}
    assert not [(a, b) for a in words for b in words if _is_near(a, b)]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LISTED), st.data())
def test_a_slip_in_a_long_word_is_read_as_what_was_meant(one, data):
    words = one.title.split()
    long = [n for n, word in enumerate(words) if word.isalpha() and len(word) > 6]
    if not long:
        return
    at = data.draw(st.sampled_from(long))
    place = data.draw(st.integers(1, len(words[at]) - 2))
    words[at] = words[at][:place] + words[at][place + 1 :]
    found = listed_by_title(" ".join(words))
    assert found is not None
    assert _words(found.title) == _words(one.title)
