"""The worklist and the officer's list of people."""

from tutela.demonstration import story


def test_the_list_is_narrowed_sorted_and_paged(sign_in):
    manager = sign_in(story.MANAGER)
    assert manager.heading == "Today"

    manager.follow("People", within="header, nav")
    manager.sees("people")
