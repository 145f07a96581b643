"""One case through every agency: referral, meeting, level, a decided disclosure, and its end.

Five people in five browsers; what goes wrong in real life goes wrong here: the meeting is called
at short notice, somebody is told in the night, a recipient refuses the undertaking, and the
partner's sight of the case ends.
"""

import re
from datetime import date, timedelta

import pytest

from tests.journeys.people import a_number, record_person
from tests.journeys.test_telling import waits_for
from tutela.demonstration import story

NAME = "Alder Wraysholme"
LISTED = re.compile("Wraysholme")
HOME = ("6 Tannery Court", "ZZ4 8LD")
WORDS = "He was convicted in Northmarch of a sexual offence against a child."


def today():
    return date.today()  # noqa: DTZ011 - the browser's day is London's too


def refer(one, file):
    """From the person's file: what is on record is not asked again."""
    one.go(f"{file}meetings/")
    one.follow("Refer to a level 2 or 3 meeting")
    one.press("Refer the case")
    assert "Select at which level" in one.errors
    one.go(f"{file}meetings/refer/")
    one.tick("Level 3", "It cannot wait for the next planned meeting")
    if one.page.get_by_label("To which co-ordinator?").count():
        one.select("To which co-ordinator?", "MAPPA Office, Northmarch")
    one.answer("Why can one agency not manage the risk alone?", "He coaches children on Saturday.")
    one.answer("What could happen, to whom, and how soon?", "Children at the club, this week.")
    one.shoot("referral")
    one.press("Refer the case")
    one.sees("Referred to the co-ordinator")
    one.follow("Correct the referral")
    one.answer("What could happen, to whom, and how soon?", "Children at the club, on Saturday.")
    one.answer("What was wrong?", "The club is closed until then.")
    one.press("Save the correction")
    one.sees("Referral corrected", "Correction 1", "Children at the club, this week.")
    one.go(f"{file}meetings/form-a/")
    one.sees(NAME, "6 Tannery Court", "He coaches children on Saturday.")
    one.shoot("form-a")


def accept_and_arrange(one, file):
    """Accepted, and to be heard today with a chair; one agency is asked to come and to answer."""
    waits_for(one, LISTED)
    one.shoot("co-ordinator-today")
    one.follow(LISTED)
    one.follow("Accept or decline")
    one.tick("Accept: it is to be heard at a meeting")
    one.answer("Why?", "Children are at risk this week.")
    one.press("Record the decision")
    one.sees("Referral accepted")
    one.go(f"{file}meetings/put-on/")
    one.follow("Arrange a meeting for this case, today or later")
    one.tick("Level 3", "It was called at short notice")
    one.day("On which day?", today())
    one.answer("At what time does it begin?", "00:05")
    one.answer("Where?", "Conference room 2")
    one.select("Who chairs it? (optional)", "Drew Calloway, Public Protection Command")
    one.press("Arrange the meeting")
    one.sees("Meeting arranged")
    if one.page.get_by_role("button", name="Put it on the agenda").count():
        one.tick("First meeting")
        one.page.get_by_label(re.compile("Conference room 2")).first.check()
        one.press("Put it on the agenda")
    one.sees("On the agenda")
    item = one.path.partition("?")[0]
    one.shoot("meeting-of-a-case")
    one.follow("Invite agencies")
    one.tick("Northmarch Children's Services: Children's Duty Desk")
    one.answer("Why are they asked to come?", "Children train at the club")
    one.answer(
        "What should they find out before the meeting? (optional)", "Which children train there?"
    )
    one.day("If you ask for information: by which day?", today())
    one.day("Until which last day?", today() + timedelta(days=28))
    one.press("Invite")
    one.sees("Invited", "Children's Duty Desk")
    return item


def answer_for_the_agency(one, file, item):
    """The partner meets this one case: what is asked, and the parts that it needs."""
    waits_for(one, LISTED)
    one.sees("Meetings to which your agency is asked")
    one.shoot("partner-today")
    one.go(item)
    one.follow("Answer the invitation")
    one.tick("Comes")
    one.press("Send the answer")
    one.go(f"{file}meetings/")
    one.follow(re.compile("Northmarch Children's Services"))
    one.follow("Answer for your agency")
    one.press("Send the answer")
    assert one.errors == ["Select your agency's answer"]
    one.go(one.path)
    one.tick("We know something")
    one.answer("What do you know?", "Two children of a family whom we visit train there.")
    one.shoot("partner-answers")
    one.press("Send the answer")
    one.sees("Answer sent")
    one.go(f"{file}contact-log/")
    one.sees("This part of the file is not open to you")
    one.sees_not("Contact log Add an entry")


def ask_for_disclosure(one, file):
    one.go(f"{file}disclosures/")
    one.follow("Ask that somebody is told")
    one.press("Ask for a decision")
    assert one.errors
    one.go(f"{file}disclosures/ask/")
    one.tick("A meeting considered it", "Leisure centre, club or activity")
    one.answer("What happened?", "Coaches at a club where children train.")
    one.answer("Who would be told?", "Casey Quayle")
    one.answer("Whom else would it protect? (optional)", "Children who train at the club")
    one.answer("What serious harm may happen, and how do you know?", "As in his conviction.")
    one.page.get_by_label(re.compile("327A")).first.check()
    one.tick("An agency tells, and the person knows of it")
    one.answer(
        "Why will it not do that the person tells, and it is checked?", "He has told nobody."
    )
    one.answer(
        "Why will it not do that the person tells with an officer present?", "He will not come."
    )
    one.tick("The person was asked, and said something")
    one.answer("What did they say, or why were they not asked?", "He says that he will stop.")
    one.answer("What may it lead to?", "He may move to another club.")
    one.answer("What else would protect, and why is it not enough?", "No condition reaches clubs.")
    one.answer("Exactly what would be said?", WORDS)
    one.page.get_by_label(re.compile("Public Protection Command")).first.check()
    one.shoot("disclosure-ask")
    one.press("Ask for a decision")
    one.sees("Asked. Somebody else decides.", "You asked for this. Somebody else decides.")
    assert one.link("Decide").count() == 0
    return one.path


def decide(one, disclosure):
    one.page.goto(f"{one.address}/")
    one.arrived()
    one.sees("Disclosures")
    one.shoot("decision-maker-today")
    one.go(disclosure)
    one.follow("Decide")
    for met in one.page.get_by_label("Met", exact=True).all():
        met.check()
    for why in one.page.locator("main textarea[name$=_why]").all():
        why.fill("As read in the file.")
    one.tick("Approve: the recipient may be told in these words")
    one.answer("Your reasons", "Children are at risk, and nobody else tells the club.")
    one.shoot("disclosure-decide")
    one.press("Record decision")
    one.sees("Decision recorded", "Approved")


def hear(one, partner, item):
    """At the table: notes, who is there, the outcome with its level, an action, dissent."""
    waits_for(one, LISTED)
    one.shoot("chair-today")
    partner.go(item)
    partner.follow("I am here: agree to confidentiality")
    partner.tick("I have read the statement and agree to it for this case")
    partner.press("I agree")
    partner.sees("Your agreement is recorded")
    one.go(f"{item}record/notes/")
    notes = one.page.get_by_role("region", name="Risk to each group, and how soon")
    notes.get_by_role("textbox").first.fill("This week, at the club.")
    notes.get_by_text(re.compile("^Saved, ")).wait_for()
    one.shoot("notes")
    partner.go(f"{item}record/")
    partner.sees("This week, at the club.")
    one.go(f"{item}record/outcome/")
    one.press("Save outcome")
    assert "Select the level" in one.errors
    one.go(f"{item}record/outcome/")
    one.tick("Level 3")
    one.answer("Why this level?", "Senior officers must commit resources this week.")
    one.tick("Considered: a disclosure was asked for")
    choice = one.page.get_by_label("Which disclosure was asked for?")
    choice.select_option(index=1)
    one.answer("What may be told outside the agencies? (optional)", "Managed by several agencies.")
    one.shoot("outcome")
    one.press("Save outcome")
    one.sees("Outcome recorded", "Level 3")
    one.follow("Add an action")
    one.answer("What is to be done?", "Visit both families.")
    one.select("Which agency undertook it?", "Northmarch Children's Services, Children's Duty Desk")
    one.answer("Who does it?", "Noor Whitfield")
    one.day("By when?", today())
    one.press("Save action")
    one.sees("Action added", "Visit both families.")
    partner.go(f"{item}record/dissent/")
    partner.answer("Who did not agree, and of which agency?", "Noor Whitfield, children's services")
    partner.answer("With what, and why?", "Level 3 comes a week late.")
    partner.press("Save")
    partner.sees("Dissent recorded")


def issue(one, partner, item):
    """A copy for the agency that was there, kept as issued; a correction is an amendment."""
    one.go(f"{item}minutes/issue/")
    one.page.get_by_label(re.compile("Children's Duty Desk")).check()
    one.press("Issue")
    one.sees("Minutes issued")
    one.shoot("record")
    one.follow("Amend the minutes")
    one.select("What is corrected?", "Risk to each group, and how soon")
    one.answer("What do the minutes say?", "This week")
    one.answer("What should they say?", "From Saturday")
    one.answer("Why?", "The club is closed until then.")
    one.press("Save amendment")
    one.sees("Amendment 1")
    partner.go(f"{item}record/")
    with partner.page.expect_download() as fetched:
        partner.link(re.compile("Minutes, issue 1, copy 1")).first.click()
    assert fetched.value.suggested_filename.endswith(".pdf")


def do_the_action(partner):
    """What the agency undertook waits on its list until it says what became of it."""
    partner.go("/")
    partner.section("Actions from meetings").get_by_role("link", name=LISTED).first.click()
    partner.arrived()
    partner.sees("Visit both families.")
    partner.tick("Done")
    partner.answer("What was done, or why not?", "Both families were visited.")
    partner.press("Save")
    partner.sees("Saved", "Both families were visited.")


def meet(one, disclosure, *, undertaking, told):
    one.go(f"{disclosure}tell/")
    one.answer("Who was told?", "Casey Quayle")
    one.answer("Who told?", "Ellis Marlow")
    one.tick("Face to face", "A document was seen")
    one.tick(undertaking, "Yes" if told else "No: nothing was told")
    if told:
        one.answer("Exactly what was said?", WORDS)
        one.day("On which day will they be seen again? (optional)", today() + timedelta(days=14))
    one.press("Save")
    one.sees("Recorded")


def tell_in_danger(one, file):
    """In the night there is nobody to decide: it is told, and recorded at once."""
    one.go(f"{file}disclosures/in-danger/")
    one.answer(
        "What was the danger, and why could it not wait?", "He was at the door, and she alone."
    )
    one.answer("Who was told?", "Robin Fairweather")
    one.tick("Parent or carer of a child", "By telephone", "It was not checked", "Not asked")
    one.answer("Which children did it protect? (optional)", "Child A")
    one.answer("Who told?", "Ellis Marlow")
    one.answer("Exactly what was said?", "Do not let him in, and ring 999.")
    one.shoot("in-danger")
    one.press("Save")
    one.sees("Recorded. Somebody else reviews it within 24 hours of the telling.")
    one.follow(re.compile("^What was weighed, and what to do.*Robin Fairweather"))
    one.sees("You recorded this. Somebody else reviews it.")
    return one.path


def review(one, disclosure):
    one.go(f"{disclosure}review/")
    one.tick("Yes: danger was immediate, and it was no more than was needed")
    one.answer("Your reasons", "He was at the door.")
    one.press("Record review")
    one.sees("Review recorded")


def see_before_and_after(one, file):
    """The file as it was known before the meeting decided the level, beside the file after it."""
    one.go(f"{file}timeline/?part=levels")
    one.follow(re.compile("^Before and after"))
    one.page.get_by_label("Page of the file").select_option(label="Category and level")
    one.press("Show this page")
    before, after = one.page.locator(".tutela-side").all()
    assert "Level 3" in after.inner_text()
    assert "Level 3" not in before.inner_text()
    one.shoot("before-and-after")
    one.fits_a_phone()


def end_sight(one, file, partner, item):
    """The owner ends what the invitation and the action gave: for the partner it is gone."""
    while True:
        one.go(f"{file}sharing/")
        row = one.page.locator("main a", has_text=re.compile("End")).filter(
            has_text=re.compile("Children's Duty Desk")
        )
        if not row.count():
            break
        row.first.click()
        one.arrived()
        one.tick("Now")
        one.answer("Why does it end?", "The action is done.")
        one.page.locator("main button[type=submit]").first.click()
        one.arrived()
    for gone in (file, item, f"{file}meetings/", f"{item}record/"):
        partner.go(gone, status=404)
    partner.go("/people/")
    partner.sees_not("Wraysholme")


@pytest.mark.timeout(900)  # five browsers, some sixty pages
def test_one_case_from_its_referral_to_the_end_of_a_partners_sight(sign_in):
    practitioner, coordinator = sign_in(story.PRACTITIONER), sign_in(story.COORDINATOR)
    partner, chair = sign_in(story.PARTNER), sign_in(story.CHAIR)
    decider = sign_in(story.DECIDER)
    file = record_person(practitioner, "Wraysholme", "Alder", number=a_number(50917), address=HOME)
    for one in (coordinator, partner, chair, decider):
        one.go(file, status=404)

    refer(practitioner, file)
    item = accept_and_arrange(coordinator, file)
    answer_for_the_agency(partner, file, item)
    disclosure = ask_for_disclosure(practitioner, file)
    decide(decider, disclosure)
    hear(chair, partner, item)
    issue(chair, partner, item)
    do_the_action(partner)

    meet(practitioner, disclosure, undertaking="Refused", told=False)
    practitioner.sees("Met, and not told", "Approved")
    meet(practitioner, disclosure, undertaking="Accepted, and signed", told=True)
    practitioner.sees("Told", "To be followed up")
    at_night = tell_in_danger(practitioner, file)
    practitioner.go(f"{at_night}review/", status=403)
    review(decider, at_night)

    see_before_and_after(practitioner, file)
    end_sight(practitioner, file, partner, item)
