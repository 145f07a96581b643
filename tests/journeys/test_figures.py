"""Figures of the area: counted by the job, released by another, seen by others, taken back."""

import re
import time
from datetime import date

import pytest

from tutela.demonstration import story

DAY = date(2026, 3, 31)


def counted(asker):
    """Wait for the job: the page shows what was counted as soon as it is."""
    for _ in range(40):
        asker.go("/figures/")
        if asker.link(re.compile("^31 March 2026"), "main").count():
            return
        time.sleep(1)
    pytest.fail("the figures were not counted")


@pytest.mark.timeout(900)
def test_figures_are_counted_released_by_another_and_withdrawn(sign_in):
    asker = sign_in(story.COORDINATOR)
    asker.follow("Figures")
    asker.sees("No figures are released yet")
    asker.follow("Count figures")
    asker.press("Count")
    assert asker.errors == ["Enter the day"]
    asker.day("Figures of which day?", DAY)
    asker.press("Count")
    asker.sees("Asked for. The figures are here within a minute.")
    counted(asker)
    asker.page.locator("main table a").first.click()
    asker.arrived()
    asker.sees("Figures of 31 March 2026", "Not released.")
    asker.fits_a_phone()
    asker.shoot("figures")
    asker.follow("Ask for release")
    asker.press("Ask for release")
    assert asker.errors == ["Enter the reason"]
    asker.answer("Why should these figures be released?", "The annual report")
    asker.press("Ask for release")
    asker.sees("Another person decides.")
    assert asker.link("Decide").count() == 0

    partner = sign_in(story.PARTNER)
    partner.go("/figures/")
    partner.sees("No figures are released yet")

    second = sign_in(story.SECOND_COORDINATOR)
    second.go("/figures/")
    second.follow("Northmarch, 31 March 2026: Reese Hallam asks for release")
    second.sees("What would be released")
    second.shoot("figures-decide")
    second.press("Record decision")
    assert second.errors == ["Select whether to release these figures", "Enter the reason"]
    second.tick("Yes, release them")
    second.answer("Why?", "Checked against the rule")
    second.press("Record decision")
    second.sees("Released on", "by Ariel Stroud")

    partner.go("/figures/")
    partner.follow("Northmarch, 31 March 2026")
    partner.sees("People subject to the notification requirements", "Kept back")
    partner.fits_a_phone()
    partner.shoot("figures-released")
    with partner.page.expect_download() as download:
        partner.page.get_by_role("link", name="CSV").click()
    assert "Northmarch" in download.value.path().read_text(encoding="utf-8-sig")
    partner.follow("People subject to the notification requirements")
    partner.sees("How each figure is counted", "in the community")
    partner.shoot("figures-rules")

    second.go("/figures/")
    second.follow("Northmarch, 31 March 2026")
    second.follow("Withdraw")
    second.answer("Why are these figures withdrawn?", "An order was counted twice.")
    second.press("Withdraw")
    second.sees("Withdrawn on", "An order was counted twice.")
    partner.go("/figures/")
    partner.sees("No figures are released yet")
