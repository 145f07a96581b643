import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.models import Agency
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.audit.models import Consultation, Entry
from tutela.documents.models import Photograph, PhotographContent
from tutela.documents.queries import latest_photograph
from tutela.people.files import consult
from tutela.people.models import Card
from tutela.people.past import written
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


def picture(size=(60, 40)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")
    return SimpleUploadedFile("face.jpg", out.getvalue(), "image/jpeg")


def page(name, *ids):
    return reverse(f"documents:{name}", args=ids)


def add(client, person, **answers):
    given = {"operation_key": str(uuid7()), "photograph": picture()} | answers
    return client.post(page("add_photograph", person), given)


def held(officer, person, kind):
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="documents:test")
        return list(kind.objects.filter(person=person))


@pytest.fixture
def officer(database):
    return agencies.officer()


def test_a_dated_photograph_is_kept_and_shown(officer):
    person = people.person(officer)
    client = signed_in(officer)

    add(client, person, taken_on_day="3", taken_on_month="3", taken_on_year="2020", shows="Face")

    [row] = held(officer, person, Photograph)
    text = client.get(page("photographs", person)).content.decode()
    image = client.get(page("photograph", person, row.pk))
    assert "Taken on 3 March 2020" in text
    assert page("small_photograph", person, row.pk) in text
    assert image.headers["Content-Type"] == "image/jpeg"
    assert "no-store" in image.headers["Cache-Control"]
    assert hashlib.sha256(image.content).hexdigest() == row.digest


def test_the_audit_keeps_the_digest_and_each_look_at_the_image(officer):
    person = people.person(officer)
    agency = Agency.objects.using("owner").get(pk=officer.agency_id)
    governor = agencies.officer("information_governance", team=agencies.team(agency=agency))
    client = signed_in(officer)
    add(client, person)
    [row] = held(officer, person, Photograph)
    client.get(page("photograph", person, row.pk))

    with acting_as(governor):
        entry = Entry.objects.get(event="photograph.added", about=row.pk)
        looks = Consultation.objects.filter(person_id=person, page="documents:photograph")
        assert entry.details == {"digest": row.digest}
        assert looks.count() == 1


def test_the_day_may_be_unknown(officer):
    person = people.person(officer)
    client = signed_in(officer)

    add(client, person)

    assert b"Day taken not known" in client.get(page("photographs", person)).content


def test_a_bad_file_is_one_sentence_and_the_rest_of_the_form_stays(officer):
    person = people.person(officer)
    file = SimpleUploadedFile("notes.jpg", b"no picture", "image/jpeg")

    answer = add(signed_in(officer), person, photograph=file, shows="Left forearm")

    assert b"The file must be a photograph" in answer.content
    assert b'value="Left forearm"' in answer.content
    assert not held(officer, person, Photograph)


def test_it_is_put_on_the_contact_card_when_the_officer_says_so(officer):
    person = people.person(officer)
    client = signed_in(officer)

    add(client, person)
    [card] = held(officer, person, Card)
    assert card.photograph is None
    add(client, person, on_card="on")

    [card] = held(officer, person, Card)
    assert Image.open(io.BytesIO(card.photograph)).size == (60, 40)
    assert card.photograph_digest == hashlib.sha256(card.photograph).hexdigest()


def test_a_photograph_of_somebody_else_is_kept_but_no_longer_shown(officer):
    person = people.person(officer)
    client = signed_in(officer)
    add(client, person)
    [row] = held(officer, person, Photograph)

    client.post(
        page("change_photograph", person, row.pk),
        {"operation_key": str(uuid7()), "version": 1, "wrong_because": "it is the brother"},
    )

    text = client.get(page("photographs", person)).content.decode()
    assert "it is the brother" in text
    assert page("small_photograph", person, row.pk) not in text
    assert client.get(page("photograph", person, row.pk)).status_code == 404
    assert len(held(officer, person, PhotographContent)) == 2


def test_the_latest_photograph_is_the_last_one_taken(officer):
    person = people.person(officer)
    client = signed_in(officer)
    day = {"taken_on_day": "3", "taken_on_month": "3"}
    add(client, person, taken_on_year="2020", shows="newer", **day)
    add(client, person, taken_on_year="2010", shows="older", **day)
    add(client, person, shows="undated")

    rows = {row.shows: row.pk for row in held(officer, person, Photograph)}
    with acting_as(officer):
        consult([person], page="documents:test")
        assert latest_photograph(person) == rows["newer"]


def test_a_reader_without_the_part_gets_no_photograph(officer):
    person = people.person(officer)
    theirs = agencies.officer("partner")
    people.interest(officer, person, theirs.team_id, "addresses")
    add(signed_in(officer), person)
    [row] = held(officer, person, Photograph)
    client = signed_in(theirs)

    assert b"not open to you" in client.get(page("photographs", person)).content
    assert client.get(page("photograph", person, row.pk)).status_code == 404
    outsider = signed_in(agencies.officer())
    assert outsider.get(page("photograph", person, row.pk)).status_code == 404


def test_a_photograph_is_not_found_under_another_person(officer):
    ours, other = people.person(officer), people.person(officer)
    client = signed_in(officer)
    add(client, other)
    [row] = held(officer, other, Photograph)
    client.get(page("photographs", other))

    assert client.get(page("photograph", ours, row.pk)).status_code == 404
    assert client.get(page("change_photograph", ours, row.pk)).status_code == 404


def test_the_bytes_can_neither_be_changed_nor_held_to_another_person(officer):
    ours, other = people.person(officer), people.person(officer)
    add(signed_in(officer), ours)
    [row] = held(officer, ours, Photograph)
    people.opened(officer, other)

    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(officer):
        PhotographContent.objects.update(content=b"other")
    with pytest.raises(IntegrityError, match="content_of_the_persons_photograph"):
        hold_to(officer, row, other)


def hold_to(officer, row, other):
    with acting_as(officer), perform(officer, May.CHANGE_PERSON) as done:
        consult([row.person_id, other], page="documents:test")
        PhotographContent.objects.create(
            photograph_id=row.pk, person_id=other, size="extra", content=b"x"
        )
        done.record("photograph.added", row.pk, person=other)


def test_an_empty_gallery_says_what_a_photograph_is_for(officer):
    person = people.person(officer)

    text = signed_in(officer).get(page("photographs", person)).content.decode()

    assert "No photograph is recorded." in text
    assert "Add a photograph" in text


def test_the_past_shows_the_photograph_that_was_known_then(officer):
    person = people.person(officer)
    client = signed_in(officer)
    add(client, person)
    [row] = held(officer, person, Photograph)

    image = client.get(page("photograph", person, row.pk), {"known_at": written(timezone.now())})

    assert hashlib.sha256(image.content).hexdigest() == row.digest
