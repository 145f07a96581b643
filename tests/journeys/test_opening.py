"""4. A file is opened on a ground that is said; owner and supervisor learn of it."""

import re
from datetime import timedelta

from django.utils.timezone import localdate

from tests.journeys.people import a_number, record_person
from tutela.demonstration import story


def with_a_victim(one, surname, given, **facts):
    """A person of the West whose file has a part that no general ground opens."""
    file = record_person(one, surname, given, **facts)
    one.go(f"{file}relationships/add/")
    one.answer("Their name", "Child B")
    one.tick("Victim")
    one.press("Add relationship")
    one.sees("Child B")
    return file


def opens_with_a_purpose(one, file, ground, purpose):
    one.go(file)
    assert one.heading == "Say why you open this file"
    one.answer("What do you need to do?", "Look")
    one.press("Open the file")
    assert one.errors
    one.tick(ground)
    one.answer("What do you need to do?", purpose)
    one.press("Open the file")


def test_a_file_is_opened_on_cover(sign_in):
    west, manager = sign_in(story.WEST), sign_in(story.MANAGER)
    file = with_a_victim(west, "Garrowby", "Ansel")
    opens_with_a_purpose(
        manager,
        file,
        "I am covering for a colleague of that team",
        "Home visit while Jules is away",
    )
    manager.sees("Ansel Garrowby", "Open to you by cover")
    manager.go(f"{file}relationships/")
    manager.sees_not("Child B", "Victims")
    west.go("/")
    west.sees("Your people, looked at by others", "Ansel Garrowby", "Robin Ashdown")
    west.sees("Home visit while Jules is away")


def test_a_file_is_opened_on_supervision(sign_in):
    west, supervisor = sign_in(story.WEST), sign_in(story.SUPERVISOR)
    file = with_a_victim(west, "Hollins", "Tam")
    opens_with_a_purpose(
        supervisor, file, "I supervise that team", "Monthly look at the team's files"
    )
    supervisor.sees("Tam Hollins", "Open to you by supervision")
    supervisor.go(f"{file}relationships/")
    supervisor.sees_not("Child B")
    west.go("/")
    west.sees("Tam Hollins", "Morgan Tarrant", "Monthly look at the team's files")


def test_an_emergency_is_opened_at_once_and_checked_by_another(sign_in):
    west, control = sign_in(story.WEST), sign_in(story.CONTROL)
    number = a_number(20711)
    file = with_a_victim(west, "Wetherall", "Ivo", number=number)
    control.go(file, status=404)

    control.go("/")
    control.follow("Open a file in an emergency")
    control.press("Open in an emergency")
    assert "Enter a name with a date of birth, or a number" in control.errors
    control.go("/people/emergency/")
    control.answer("PNC, CRO, prison or probation number", number)
    control.answer("What is the emergency?", "Seen leaving a playground with a child")
    control.shoot("emergency")
    control.press("Open in an emergency")
    control.sees("Ivo Wetherall", "Open to you until", "01632 960")
    control.shoot("emergency-opened")
    control.follow(re.compile("^Read the file"))
    control.sees("Ivo Wetherall", "Open to you by")
    control.go(f"{file}relationships/")
    control.sees_not("Child B", "Add a relationship")
    control.go(f"{file}addresses/add/", status=403)

    west.go("/")
    west.sees("Your people, looked at by others", "Seen leaving a playground with a child")

    supervisor = sign_in(story.SUPERVISOR)
    supervisor.sees("Openings and contact cards to check")
    supervisor.shoot("supervisor-today")
    line = supervisor.page.locator("tr", has_text="Seen leaving a playground with a child")
    line.get_by_role("link", name=re.compile("^Check")).click()
    supervisor.arrived()
    supervisor.press("Record the check")
    assert len(supervisor.errors) == 2
    supervisor.go(supervisor.path)
    supervisor.page.get_by_role("group", name="Was it justified?").get_by_role(
        "radio"
    ).first.check()
    supervisor.answer("What did you check, and what follows?", "Rang the control room: justified")
    supervisor.shoot("check-opening")
    supervisor.press("Record the check")
    supervisor.go("/")
    assert supervisor.page.locator("tr", has_text="leaving a playground").count() == 0


def test_cover_is_arranged_by_a_supervisor(sign_in):
    supervisor = sign_in(story.SUPERVISOR)
    supervisor.follow("Cover", within="header")
    supervisor.press("Arrange cover")
    assert "Select who stands in" in supervisor.errors
    supervisor.page.get_by_label("Who stands in?").select_option(index=1)
    supervisor.page.get_by_label("For which team?").select_option(index=1)
    supervisor.day("First day", localdate())
    supervisor.day("Last day", localdate() + timedelta(days=6))
    supervisor.answer("Why is cover needed?", "A week of leave")
    supervisor.press("Arrange cover")
    supervisor.sees("Cover arranged", "A week of leave")
    supervisor.shoot("cover")
