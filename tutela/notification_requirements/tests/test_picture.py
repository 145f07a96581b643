import base64
from datetime import date

from tutela.notification_requirements.picture import ENDS, NO_END, Drawn, picture


def drawn(*lines: Drawn) -> str:
    address = picture(lines, ends="Ends", no_end="Without end")
    return base64.b64decode(address.partition(",")[2]).decode()


def test_each_basis_is_a_line_with_its_name():
    svg = drawn(
        Drawn("1. Conviction", date(2024, 3, 1), date(2034, 2, 28)),
        Drawn("2. Order", date(2026, 6, 15), None),
    )

    assert "1. Conviction" in svg
    assert "2. Order" in svg
    assert svg.count("<path") == 2
    assert ENDS in svg
    assert NO_END in svg


def test_a_colour_that_is_not_used_is_not_explained():
    svg = drawn(Drawn("1. Caution", date(2024, 3, 1), date(2026, 2, 28)))

    assert "Without end" not in svg


def test_lines_of_one_colour_are_not_joined():
    svg = drawn(
        Drawn("1. Caution", date(2020, 3, 1), date(2022, 2, 28)),
        Drawn("2. Caution", date(2024, 3, 1), date(2026, 2, 28)),
    )

    assert svg.partition("<path")[2].count("M ") == 2
