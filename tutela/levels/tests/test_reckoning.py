from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.court_orders.models import Offence, Result, Sentence
from tutela.court_orders.tests import factories as courts
from tutela.levels.models import Category, Decision, Level, Reckoned, Stale
from tutela.levels.operations import keeping
from tutela.levels.rules.categories import S327_4
from tutela.levels.tests import factories
from tutela.notification_requirements.operations import register
from tutela.notification_requirements.tests import recorded
from tutela.people.parts import Part
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")

# what was passed then has not run out, whenever this is tried
CONVICTED = timezone.localdate() - timedelta(days=322)
NOW = timezone.now


@pytest.fixture
def officer():
    return agencies.officer()


@pytest.fixture
def person(officer):
    return people.person(officer)


def found_to_have_done_it(person):
    result = courts.result(person, kind="finding_disability", relevant_on=CONVICTED)
    offence = courts.offence(result, title="Arson", paragraph="")
    courts.sentence(result, offence=offence, kind="hospital_order", months=0)


def violent(person, *, title="Arson", months=36, made_on=CONVICTED, using="default"):
    result = Result(person_id=person, kind="conviction", relevant_on=made_on)
    result.save(using=using)
    offence = Offence(result=result, person_id=person, title=title)
    offence.save(using=using)
    Sentence(result=result, person_id=person, offence=offence, kind="custody", months=months).save(
        using=using
    )
    return result


def categories(person):
    with acting_as(keeping.JOB, using="worker"):
        rows = Category.objects.using("worker").filter(person=person).order_by("starts_on")
        return [(row.starts_on, row.category) for row in rows]


def line(person):
    with acting_as(keeping.JOB, using="worker"):
        return Reckoned.objects.using("worker").get(person=person)


def later(days):
    return NOW() + timedelta(days=days)


def test_a_conviction_makes_the_category_in_its_own_transaction_and_shows_it(officer, person):
    found = recorded.changing(
        officer, person, lambda: recorded.convicted(person, CONVICTED), room="levels"
    )

    assert categories(person) == [(CONVICTED, 1)]
    shown = [one.context for one in found]
    assert [(one["before"], one["now_words"]) for one in shown] == [
        (None, "Category 1: registered")
    ]
    with recorded.in_file(officer, person):
        decision = Category.objects.get(person=person).decision
        assert decision.how == "law"
        assert decision.decided_by_id == officer.appointment_id
        assert decision.provision == "Criminal Justice Act 2003 s.327(2)"


def test_a_violent_offence_makes_category_2_and_a_later_sexual_one_category_1(officer, person):
    recorded.changing(officer, person, lambda: violent(person))
    assert categories(person) == [(CONVICTED, 2)]

    since = CONVICTED + timedelta(days=40)
    recorded.changing(officer, person, lambda: recorded.convicted(person, since))
    assert categories(person) == [(CONVICTED, 2), (since, 1)]


def test_the_job_follows_facts_that_anybody_wrote(person):
    with agencies.as_owner():
        violent(person, using="owner")
    keeping.categorise_marked(now=NOW(), using="worker")
    assert categories(person) == []  # category 1 rests on dates that are not worked out yet

    register.determine_marked(now=NOW(), using="worker")
    keeping.categorise_marked(now=NOW(), using="worker")

    assert categories(person) == [(CONVICTED, 2)]
    with acting_as(keeping.JOB, using="worker"):
        assert not Stale.objects.using("worker").filter(person=person).exists()


def test_an_offence_in_neither_list_waits_for_an_officer_whose_word_then_holds(officer, person):
    recorded.changing(officer, person, lambda: violent(person, title="Grievous mischief"))
    assert categories(person) == []
    assert line(person).doubts == ["offence_not_known"]

    factories.category(officer, person, 2, CONVICTED)
    keeping.categorise_marked(now=NOW(), using="worker")
    assert categories(person) == [(CONVICTED, 2)]


def test_other_facts_take_over_from_what_an_officer_decided(officer, person):
    recorded.changing(officer, person, lambda: violent(person))
    ended = CONVICTED + timedelta(days=30)
    factories.category(officer, person, 0, ended)
    recorded.changing(officer, person, lambda: recorded.lives(person, CONVICTED))
    assert categories(person)[-1] == (ended, 0)

    again = CONVICTED + timedelta(days=60)
    recorded.changing(officer, person, lambda: violent(person, made_on=again))
    assert categories(person)[-1][1] == 2


def test_when_the_requirements_end_the_law_ends_category_1_and_the_level(officer, person):
    recorded.changing(officer, person, lambda: recorded.cautioned(person, timezone.localdate()))
    factories.screening(officer, person, timezone.localdate())
    assert categories(person)[-1][1] == 1
    over = later(800)

    register.determine_again(now=over, using="worker")
    keeping.categorise_again(now=over, using="worker")

    day, category = categories(person)[-1]
    assert category == 0
    with acting_as(keeping.JOB, using="worker"):
        last = Level.objects.using("worker").filter(person=person).order_by("starts_on").last()
    assert (last.starts_on, last.level) == (day, 0)


def test_category_2_is_left_by_an_officer_only(officer, person):
    recorded.changing(officer, person, lambda: violent(person, months=12))
    over = datetime.combine(CONVICTED, NOW().timetz()) + timedelta(days=700)

    keeping.categorise_again(now=over, using="worker")

    assert categories(person) == [(CONVICTED, 2)]
    assert line(person).doubts == ["sentence_may_have_ended"]


def test_the_law_ends_category_2_and_its_level_where_the_end_was_recorded(officer, person):
    over = timezone.localdate() + timedelta(days=3)

    def told():
        result = violent(person)
        Sentence.objects.filter(result=result).update(over_on=over)

    recorded.changing(officer, person, told)
    factories.screening(officer, person, CONVICTED)

    keeping.categorise_again(now=later(3), using="worker")
    assert categories(person)[-1][1] == 2
    keeping.categorise_again(now=later(4), using="worker")

    ended = over + timedelta(days=1)
    assert categories(person)[-1] == (ended, 0)
    assert line(person).doubts == []
    with acting_as(keeping.JOB, using="worker"):
        last = Level.objects.using("worker").filter(person=person).order_by("starts_on").last()
    assert (last.starts_on, last.level) == (ended, 0)


@pytest.mark.parametrize(
    ("follows", "overlap", "doubts"),
    [
        ({"title": "Affray"}, None, ["twelve_months_together"]),
        ({"title": "Affray"}, 1, ["twelve_months_together"]),
        ({"title": "Affray"}, 3, []),
        ({"title": "Theft of a bicycle"}, None, []),
        (None, None, []),
    ],
)
def test_terms_for_specified_offences_that_hang_together_are_counted(
    officer, person, follows, overlap, doubts
):
    def sentenced():
        result = violent(person, months=8)
        if follows is None:
            return
        first = Sentence.objects.get(result=result)
        link = {"consecutive_to": first}
        if overlap:
            link = {"partly_concurrent_with": first, "overlap_months": overlap}
        offence = courts.offence(result, paragraph="", **follows)
        courts.sentence(result, offence=offence, kind="custody", months=6, **link)

    recorded.changing(officer, person, sentenced)

    assert categories(person) == []
    with acting_as(keeping.JOB, using="worker"):
        rows = Reckoned.objects.using("worker").filter(person=person)
        assert [row.doubts for row in rows if row.doubts] == ([doubts] if doubts else [])


def test_a_quashed_conviction_is_no_basis(officer, person):
    made = []
    recorded.changing(officer, person, lambda: made.append(violent(person)))

    def quash():
        made[0].stage, made[0].cancelled_on = "quashed", CONVICTED + timedelta(days=9)
        made[0].save(update_fields=["stage", "cancelled_on"])

    recorded.changing(officer, person, quash)
    assert categories(person) == [(CONVICTED, 2), (timezone.localdate(), 0)]
    assert line(person).doubts == []


def test_who_leaves_category_3_is_where_the_law_puts_them_by_its_own_provision(officer, person):
    recorded.changing(officer, person, lambda: found_to_have_done_it(person))
    factories.category(officer, person, 3, CONVICTED + timedelta(days=5))
    chair = agencies.officer("mappa_chair")
    seen = {"parts_change": [Part.LEVELS], "kind": "attends"}
    people.interest(officer, person, chair.team_id, Part.LEVELS, **seen)
    left = CONVICTED + timedelta(days=30)

    factories.level(chair, person, 1, left, how="exit")

    assert categories(person)[-1] == (left, 2)
    with acting_as(keeping.JOB, using="worker"):
        decisions = Decision.objects.using("worker").filter(person=person, of="category")
        assert decisions.get(takes_effect_on=left).provision == S327_4
