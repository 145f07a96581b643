import csv

import pytest
from django.db import connections

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.exchange.tests.extracts import counts, person, read, write
from tutela.matching.models import Likeness
from tutela.people.files import consult
from tutela.people.models import Address, Identifier, Interest, Name, Person
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def officer():
    return agencies.officer()


def its_people(officer):
    with acting_as(officer):
        return list(Person.objects.filter(owner_team=officer.team_id).order_by("surname"))


def everything(**more):
    return {
        "people": [person("P1"), person("P2", born="about 1975")],
        "names": [
            {"record": "N1", "person": "P1", "kind": "alias", "surname": "Other", "from": ""}
        ],
        "addresses": [
            {
                "record": "A1",
                "person": "P1",
                "kind": "home",
                "lines": "1 Mill Lane",
                "postcode": "ZZ1 1AA",
                "from": "01/05/2021",
                "protected": "",
            }
        ],
        "identifiers": [
            {"record": "I1", "person": "P2", "kind": "pnc", "number": "1990/12"},
        ],
    } | more


def test_dry_run_says_what_it_would_do_and_changes_nothing(officer, tmp_path):
    kept = read(officer, write(tmp_path / "in", **everything()), apply=False)

    assert counts(kept, "people") == {"new": 2}
    assert counts(kept, "identifiers") == {"new": 1}
    assert counts(kept, "addresses") == counts(kept, "names") == {"new": 1}
    assert its_people(officer) == []


def test_applied_the_team_manages_the_people_and_can_open_their_files(officer, tmp_path):
    kept = read(officer, write(tmp_path / "in", **everything()))

    first, second = its_people(officer)
    assert counts(kept, "people") == {"new": 2}
    assert (first.born_said, second.born_said, second.born_on) == (
        "3 March 1980",
        "about 1975",
        None,
    )
    assert people.opened(officer, first.pk)
    with acting_as(officer):
        consult([first.pk, second.pk], page="people:file")
        address = Address.objects.get(person=first)
        assert (address.postcode_key, str(address.starts_on)) == ("ZZ11AA", "2021-05-01")
        assert set(Name.objects.filter(person=first).values_list("surname", flat=True)) == {
            "SyntheticP1",
            "Other",
        }
        number = Identifier.objects.get(person=second)
        assert (number.is_sound, bool(number.kept_because)) == (False, True)
        interest = Interest.objects.get(person=first)
        assert (interest.team_id, interest.kind) == (officer.team_id, "manages")


def test_read_again_everything_is_the_same(officer, tmp_path):
    folder = write(tmp_path / "in", **everything())
    read(officer, folder)
    kept = read(officer, folder)

    for name in ("people", "names", "addresses", "identifiers"):
        assert set(counts(kept, name)) == {"same"}, name
    assert len(its_people(officer)) == 2


def test_a_later_extract_corrects_what_nobody_here_has_changed(officer, tmp_path):
    read(officer, write(tmp_path / "in", **everything()))
    later = everything(people=[person("P1", surname="Renamed"), person("P2", born="1975")])
    kept = read(officer, write(tmp_path / "later", **later))
    again = read(officer, tmp_path / "later")

    assert counts(kept, "people") == {"changed": 2}
    assert counts(again, "people") == {"same": 2}
    assert [p.surname for p in its_people(officer)] == ["Renamed", "SyntheticP2"]
    with acting_as(officer):
        assert Name.objects.filter(surname="Renamed", kind="main").count() == 1


def test_what_an_officer_has_changed_is_never_overwritten(officer, tmp_path):
    read(officer, write(tmp_path / "in", **everything()))
    first = its_people(officer)[0]
    people.opened(officer, first.pk)
    with acting_as(officer), people.perform(officer, people.May.CHANGE_PERSON) as done:
        consult([first.pk], page="people:file")
        Name.objects.filter(person=first, kind="main").update(surname="Mine", version=2)
        done.record("name.changed", first.pk, person=first.pk)
    later = everything(people=[person("P1", surname="Theirs"), person("P2")])
    kept = read(officer, write(tmp_path / "later", **later))

    assert counts(kept, "people") == {"refused": 1, "changed": 1}
    assert "changed in Tutela" in kept.shown[0]
    with acting_as(officer):
        assert Name.objects.get(person=first, kind="main").surname == "Mine"


def test_a_bad_row_goes_to_the_rejects_and_the_good_rows_in(officer, tmp_path):
    rows = [
        person("P1", surname="=cmd()"),
        person("P2", surname=""),
        person("P3", born="3 March 2999"),
        person("P4"),
        person("P4", surname="Twice"),
        person("P5", surname="x" * 101),
        person("P6", team="Nowhere"),
    ]
    report = tmp_path / "report"
    kept = read(officer, write(tmp_path / "in", people=rows), report=report)

    assert counts(kept, "people") == {"new": 2, "refused": 5}
    refused = sorted(
        csv.DictReader((report / "people-refused.csv").read_text().splitlines()),
        key=lambda row: int(row["refused_line"]),
    )
    assert [(row["refused_line"], row["refused_column"]) for row in refused] == [
        ("3", "surname"),
        ("4", "born"),
        ("6", "record"),
        ("7", "surname"),
        ("8", "team"),
    ]
    assert refused[2]["refused_because"] == "stands on line 5 already"
    assert (report / "people-refused.csv").stat().st_mode & 0o777 == 0o600
    assert "Synthetic" not in "".join(kept.shown)
    rows_kept = (report / "rows.csv").read_text()
    assert "people,2,P1,new" in rows_kept


def test_refused_rows_are_safe_in_a_spreadsheet_and_can_be_corrected_there(officer, tmp_path):
    report = tmp_path / "report"
    bad = person("P1", surname="=1+1", born="3 March 2999")
    read(officer, write(tmp_path / "in", people=[bad]), report=report)
    text = (report / "people-refused.csv").read_text()
    assert "'=1+1" in text
    folder = write(tmp_path / "again", people=text.replace("2999", "1999"))
    kept = read(officer, folder)

    assert counts(kept, "people") == {"new": 1}
    assert its_people(officer)[0].surname == "=1+1"


def test_rows_of_nobody_and_of_somebody_refused_are_refused(officer, tmp_path):
    files = everything(
        people=[person("P1", surname="")],
        identifiers=[{"record": "I1", "person": "P9", "kind": "pnc", "number": "1"}],
    )
    for apply in (False, True):
        kept = read(officer, write(tmp_path / "in", **files), apply=apply)
        assert counts(kept, "addresses") == counts(kept, "identifiers") == {"refused": 1}


def test_the_same_number_twice_of_one_person_is_kept_once(officer, tmp_path):
    number = {"person": "P1", "kind": "prison", "number": "A1234BC"}
    rows = [{"record": "I1"} | number, {"record": "I2"} | number | {"number": "a1234bc"}]
    kept = read(officer, write(tmp_path / "in", **everything(identifiers=rows)))

    assert counts(kept, "identifiers") == {"new": 1, "refused": 1}


def test_keys_are_each_agencys_own(officer, tmp_path):
    other = agencies.officer()
    folder = write(tmp_path / "in", **everything())
    read(officer, folder)
    kept = read(other, folder)

    assert counts(kept, "people")["new"] == 2
    assert len(its_people(officer)) == len(its_people(other)) == 2


def test_what_the_database_refuses_costs_that_row_only(officer, tmp_path, monkeypatch):
    from tutela.exchange import records

    made = records._address
    monkeypatch.setitem(
        records.TARGETS,
        "addresses",
        records.Target(
            "people_address",
            lambda values, on: (
                made(values, on) | ({"kind": None} if values["lines"] == "Bad" else {})
            ),
            records._part_of_address,
        ),
    )
    rows = [
        {"record": f"A{n}", "person": "P1", "kind": "home", "lines": "Bad" if n == 3 else "Good"}
        for n in range(7)
    ]
    kept = read(officer, write(tmp_path / "in", **everything(addresses=rows)))

    assert counts(kept, "addresses") == {"new": 6, "refused": 1}


def test_each_batch_has_one_entry_that_names_who_asked_and_nobody_else(officer, tmp_path):
    read(officer, write(tmp_path / "in", **everything()), batch=1)

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT job, details, person_id FROM audit_entry WHERE event = 'extract.imported'"
            " AND details ->> 'by' = %s",
            [str(officer.appointment_id)],
        )
        entries = cursor.fetchall()
    assert len(entries) == 5
    assert {entry[0] for entry in entries} == {"import"}
    assert not any("Synthetic" in str(entry) for entry in entries)


def test_court_results_are_linked(officer, tmp_path):
    files = {
        "people": [person("P1"), person("P2")],
        "results": [
            {"record": "C1", "person": "P1", "kind": "conviction", "relevant_on": "4-Mar-2019"}
        ],
        "offences": [
            {"record": "O1", "person": "P1", "result": "C1", "title": "Assault", "paragraph": "18"},
            {"record": "O2", "person": "P2", "result": "C1", "title": "Assault"},
            {"record": "O3", "person": "P1", "result": "C7", "title": "Assault"},
        ],
        "sentences": [
            {"record": "S1", "person": "P1", "result": "C1", "offence": "O1", "kind": "custody"}
            | {"months": "24", "consecutive_to": ""},
            {"record": "S2", "person": "P1", "result": "C1", "offence": "", "kind": "custody"}
            | {"months": "6", "consecutive_to": "S1"},
            {"record": "S3", "person": "P1", "result": "C1", "offence": "", "kind": "custody"}
            | {"months": "6", "consecutive_to": "S9"},
        ],
    }
    dry = read(officer, write(tmp_path / "in", **files), apply=False)
    kept = read(officer, tmp_path / "in")
    files["sentences"][1]["months"] = "7"
    later = read(officer, write(tmp_path / "in", **files))

    assert counts(kept, "offences") == {"new": 1, "refused": 2}
    assert counts(kept, "sentences") == counts(dry, "sentences") == {"new": 2, "refused": 1}
    assert counts(later, "sentences") == {"same": 1, "changed": 1, "refused": 1}


def test_orders_with_their_clauses_and_codes(officer, tmp_path):
    made = {"person": "P1", "made_on": "12/04/2019"}
    order = {"record": "D1", "kind": "", "code": "1179", "ended_on": "", "stage": ""} | made
    clause = {
        "record": "K1",
        "person": "P1",
        "order": "D1",
        "number": "1",
        "kind": "requirement",
        "from": "12/04/2019",
        "wording": "Must not contact Planted Victim.",
    }
    files = {
        "people": [person("P1")],
        "orders": [
            order,
            order | {"record": "D2", "code": "1181"},
            order | {"record": "D3", "code": "9999"},
            order | {"record": "D4", "code": "3052"},
            order | {"record": "D5", "code": "", "kind": "sro", "stage": "discharged"},
            order | {"record": "D6", "code": "1179", "made_on": "1/1/2008"},
        ],
        "clauses": [clause, clause | {"record": "K2", "order": "D3"}],
    }
    kept = read(officer, write(tmp_path / "in", **files))
    clause["wording"] = "Must not contact Other Victim."
    later = read(officer, write(tmp_path / "in", **files))

    assert counts(kept, "orders") == {"new": 2, "refused": 4}
    assert counts(kept, "clauses") == {"new": 1, "refused": 1}
    assert counts(later, "clauses") == {"changed": 1, "refused": 1}
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT o.kind, o.interim, c.wording, array_agg(w.words ORDER BY w.id)"
            " FROM court_orders_order o JOIN people_person p ON p.id = o.person_id"
            " LEFT JOIN court_orders_clause c ON c.order_id = o.id"
            " LEFT JOIN court_orders_certifiedwording w ON w.clause_id = c.id"
            " WHERE p.owner_team_id = %s GROUP BY 1, 2, 3 ORDER BY 2",
            [officer.team_id],
        )
        made, interim = cursor.fetchall()
    assert made[:2] == ("shpo", False)
    assert interim[:2] == ("shpo", True)
    assert "Victim" not in made[2]
    assert [words.split()[-2] for words in made[3]] == ["Planted", "Other"]


def test_whereabouts_and_notifications(officer, tmp_path):
    held = {"record": "W1", "person": "P1", "kind": "custody", "by_order": "yes"}
    given = {"record": "N1", "person": "P1", "kind": "periodic", "of": "", "given_on": "1-Mar-24"}
    files = {
        "people": [person("P1")],
        "whereabouts": [
            held | {"from": "12/04/2019", "to": "12/04/2020"},
            held | {"record": "W2", "from": "12/04/2019", "to": "12/04/2018"},
            held | {"record": "W3", "kind": "abroad", "from": "12/04/2021", "to": ""},
        ],
        "notifications": [
            given,
            given | {"record": "N2", "kind": "change", "of": "bank_account"},
            given | {"record": "N3", "of": "name"},
            given | {"record": "N4", "given_on": "1/3/24"},
        ],
    }
    kept = read(officer, write(tmp_path / "in", **files))

    assert counts(kept, "whereabouts") == {"new": 1, "refused": 2}
    assert counts(kept, "notifications") == {"new": 2, "refused": 2}
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT n.resets_year FROM notification_requirements_notification n"
            " JOIN people_person p"
            " ON p.id = n.person_id WHERE p.owner_team_id = %s ORDER BY n.id",
            [officer.team_id],
        )
        assert cursor.fetchall() == [("yes",), ("disputed",)]


def test_a_likely_duplicate_is_said_in_the_report_and_becomes_a_task_of_both_owners(
    officer, tmp_path
):
    other = agencies.officer()
    surname = f"Zx{officer.team_id.hex[-12:]}"
    theirs = people.person(other, surname=surname, identifiers=[("prison", "A4321XY")])
    rows = [
        person("P1", surname=surname),
        person("P2", surname=surname, born="4 April 1991"),
        person("P3", surname=f"Qy{officer.team_id.hex[:12]}", given_names="Bo", born="1977"),
    ]
    numbers = [{"record": "I1", "person": "P3", "kind": "prison", "number": "a4321xy"}]
    folder = write(tmp_path / "in", people=rows, identifiers=numbers)
    dry = read(officer, folder, apply=False)
    kept = read(officer, folder)

    assert dry.counts["people"] == kept.counts["people"]
    assert (kept.counts["people"]["new"], kept.counts["people"]["likely"]) == (3, 1)
    assert kept.counts["identifiers"]["likely"] == 1
    ours = {p.pk for p in its_people(officer) if str(p.born_on) != "1991-04-04"}
    with acting_as(officer):
        found = {one.person_id: one for one in Likeness.objects.all()}
        assert set(found) == ours
        assert {one.other_team_id for one in found.values()} == {other.team_id}
    with acting_as(other):
        assert {one.person_id for one in Likeness.objects.all()} == {theirs}
