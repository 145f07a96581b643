from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.people import rules

TODAY = date(2026, 11, 23)


def sounds(kind: str, said: str) -> bool | None:
    return rules.check(kind, said, on=TODAY).is_sound


# the examples of the Ministry of Justice's own tests
@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("81/34U", "19810000034U"),
        ("02/73319Z", "20020073319Z"),
        ("00/223R", "20000000223R"),
        ("79/163001B", "19790163001B"),
        ("0273319Z", "20020073319Z"),
        ("033Y", "20030000003Y"),
        ("20020073319Z", "20020073319Z"),
        ("2002/0073319Z", "20020073319Z"),
        ("2002/73319z", "20020073319Z"),
        (" 1979 / 0163001b ", "19790163001B"),
        ("2008/0056560Z", "20080056560Z"),
        ("20230583843L", "20230583843L"),
        ("1981/0154257C", "19810154257C"),
    ],
)
def test_a_sound_pnc_number_has_one_key_however_it_is_written(said, key):
    assert rules.check("pnc", said, on=TODAY) == rules.Checked(key, True)


@pytest.mark.parametrize("said", ["20030011985Z", "20120052494O", "2001/0171310S"])
def test_a_pnc_number_with_another_letter_is_kept_and_said_to_be_wrong(said):
    checked = rules.check("pnc", said, on=TODAY)

    assert checked == rules.Checked(said.replace("/", ""), False, rules.WRONG_LETTER)


@pytest.mark.parametrize("said", ["01", "0123456789", "TOTALLYINVALID", "1923[1234567A", ""])
def test_what_is_no_pnc_number_is_told_the_pattern(said):
    assert rules.check("pnc", said, on=TODAY).sentence == rules.NOT_PNC


def test_a_pnc_number_of_a_year_to_come_is_not_sound():
    letter = rules.check_letter("27", "0000001")

    assert rules.check("pnc", f"2027/0000001{letter}", on=TODAY).sentence == rules.YEAR_TO_COME
    assert rules.check("pnc", f"27/1{letter}", on=TODAY).key == f"19270000001{letter}"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("SF05/482703J", "SF05482703J"),
        ("SF83/50058Z", "SF8350058Z"),
        ("265416/21G", "26541621G"),
        ("65656/91H", "06565691H"),
        ("06565691h", "06565691H"),
    ],
)
def test_a_sound_cro_number_has_one_key_however_it_is_written(said, key):
    assert rules.check("cro", said, on=TODAY) == rules.Checked(key, True)


def test_a_cro_number_with_another_letter_is_not_sound():
    assert rules.check("cro", "85227/65G", on=TODAY).sentence == rules.WRONG_LETTER
    assert rules.check("cro", "85227", on=TODAY).sentence == rules.NOT_CRO


@pytest.mark.parametrize(
    ("kind", "said", "is_sound"),
    [
        ("prison", "A1234BC", True),
        ("prison", "a 1234 bc", True),
        ("prison", "AB1234C", False),
        ("probation", "X123456", True),
        ("probation", "X12345", False),
        ("passport", "123456789", None),
    ],
)
def test_other_numbers_have_a_pattern_or_nothing(kind, said, is_sound):
    assert sounds(kind, said) is is_sound


def test_a_number_alone_is_looked_for_as_everything_it_may_be():
    assert rules.keys_of("81/34U", on=TODAY) == (("pnc", "19810000034U"), ("", "8134U"))
    assert rules.keys_of("a1234bc", on=TODAY)[0] == ("prison", "A1234BC")
    assert rules.keys_of("NX 77", on=TODAY) == (("", "NX77"),)


@given(st.integers(1900, 2026), st.integers(0, 9_999_999))
def test_every_single_wrong_digit_of_a_pnc_number_is_noticed(year, serial):
    number = f"{year}{serial:07}"
    letter = rules.check_letter(number[2:4], number[4:])
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)

    assert sounds("pnc", number + letter) is True
    assert sounds("pnc", wrong + letter) is False


@given(st.sampled_from(["pnc", "cro", "prison", "probation", "visor"]), st.text(max_size=40))
def test_no_number_is_ever_refused(kind, said):
    checked = rules.check(kind, said, on=TODAY)

    assert bool(checked.sentence) == (checked.is_sound is False)
