"""7. The worklist, and the officer's list of people."""

import re

from tutela.demonstration import story


def names(one):
    return one.page.locator("main tbody th").all_inner_texts()


def test_the_worklist_says_what_waits(sign_in):
    manager = sign_in(story.MANAGER)
    manager.sees("Today", "Robin Ashdown, Police offender manager, Offender Management East")
    manager.sees("Without an allocated officer", "Sight of a file that ends within 14 days")
    manager.sees("Callum Ferris: Children's Duty Desk, last day")
    manager.shoot("today")

    west = sign_in(story.WEST)
    west.sees("Vetting that ends within 30 days", "Ask your agency's administrator to renew it.")

    administrator = sign_in(f"administrator@{story.DOMAIN}")
    administrator.sees("Vetting that ends within 30 days", "Jules Pennington")
    administrator.shoot("administrator-today")


def test_the_list_is_narrowed_sorted_and_paged(sign_in):
    manager = sign_in(story.MANAGER)
    manager.follow("People", within="header")
    first = names(manager)
    assert first == sorted(first, key=str.casefold)
    manager.shoot("people")

    manager.follow("Next page") if manager.link("Next page").count() else manager.follow(
        re.compile("^Next")
    )
    second = names(manager)
    assert second
    assert not set(first) & set(second)

    manager.follow("People", within="header")
    manager.follow(re.compile("^Name"), within="thead")
    assert names(manager)[0].casefold() > first[0].casefold()

    manager.select("Whose people", "Allocated to me")
    manager.page.get_by_role("button", name="Apply filters").click()
    manager.arrived()
    manager.sees("Selected filters", "Allocated to me")
    assert (
        manager.page.locator("main tbody tr").count()
        == manager.page.locator("main tbody tr", has_text="Robin Ashdown").count()
    )

    manager.page.locator("main").get_by_label("Surname begins with").fill("Ferr")
    manager.page.get_by_role("button", name="Find in your people").click()
    manager.arrived()
    assert names(manager) == ["Ferris, Callum"]
    assert "Ferr" not in manager.path, "what was typed is in no address"
