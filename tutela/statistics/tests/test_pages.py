import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.agencies.tests.clients import signed_in
from tutela.statistics import rules
from tutela.statistics.tests import counted as by_hand
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def scene():
    of = by_hand.force()
    by_hand.registered(of, area=of.area)
    return of, by_hand.let_out(of)


def html(client, name, **keys):
    answer = client.get(reverse(f"statistics:{name}", kwargs=keys))
    assert answer.status_code == 200, answer.status_code
    tree(answer.content.decode())
    return " ".join(answer.content.decode().split())


def test_the_area_reads_its_numbers_and_what_was_let_out(scene):
    of, ids = scene

    page = html(signed_in(of.officer), "snapshot", snapshot_id=ids["snapshot_id"])

    assert "Countshire" in page
    assert "Released on" in page
    assert "kept back" in page
    assert "There is no estimate of the population" in page
    assert 'src="data:image/svg+xml;base64,' in page
    assert "Ask for release" not in page


def test_who_is_outside_finds_no_count_and_reads_what_was_let_out(scene):
    of, ids = scene
    outside = signed_in(of.partner)

    for name in ("snapshot", "counted_csv", "counted_ods"):
        address = reverse(f"statistics:{name}", kwargs={"snapshot_id": ids["snapshot_id"]})
        assert outside.get(address).status_code == 404
    page = html(outside, "publication", publication_id=ids["publication_id"])

    assert "kept back" in page
    assert "Withdraw" not in page
    assert "Of your area" not in html(outside, "figures")


def test_each_number_leads_to_its_rule(scene):
    of, ids = scene
    reader = signed_in(of.partner)

    page = html(reader, "publication", publication_id=ids["publication_id"])
    rules_page = html(reader, "rules")

    for code in rules.CODES:
        assert f'/figures/rules/#{code}"' in page
        assert f'id="{code}"' in rules_page


def test_the_sheets_hold_the_numbers_and_the_rules(scene):
    of, ids = scene
    asker, reader = signed_in(of.asker), signed_in(of.partner)

    counted = asker.get(reverse("statistics:counted_csv", args=[ids["snapshot_id"]]))
    released = reader.get(reverse("statistics:released_csv", args=[ids["publication_id"]]))
    sheet = reader.get(reverse("statistics:released_ods", args=[ids["publication_id"]]))

    for answer, number in ((counted, "1"), (released, "kept back")):
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0] == ["Area", "Countshire"]
        first = rows[7]
        assert first[:2] == ["People subject to the notification requirements", number]
        assert "home address on the day" in first[2]
    assert sheet["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(io.BytesIO(sheet.content)) as packed:
        content = packed.read("content.xml").decode()
    assert "Countshire" in content
    assert "kept back" in content


def test_a_day_to_come_cannot_be_counted(scene):
    of, _ = scene
    day = timezone.localdate() + timedelta(days=1)
    form = {f"counted_on_{part}": getattr(day, part) for part in ("day", "month", "year")}

    answer = signed_in(of.asker).post(
        reverse("statistics:count"), {"operation_key": str(uuid7()), **form}
    )

    assert "Figures can be counted for a day that has come" in answer.content.decode()


@pytest.mark.parametrize("role", ["officer", "partner"])
def test_only_a_co_ordinator_asks_and_decides(scene, role):
    of, ids = scene
    client = signed_in(getattr(of, role))

    for name, keys in (
        ("count", {}),
        ("ask", {"snapshot_id": ids["snapshot_id"]}),
        ("decide", {"ask_id": ids["ask_id"]}),
        ("withdraw", {"publication_id": ids["publication_id"]}),
    ):
        assert client.get(reverse(f"statistics:{name}", kwargs=keys)).status_code == 403
