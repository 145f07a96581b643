"""Court results and orders as reasons to be subject: what counts, and what does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tutela.law.wording import Sentence, gettext_noop

if TYPE_CHECKING:
    from tutela.notification_requirements.rules.recorded import Recorded

Row = Mapping[str, Any]
# the rows of the Table of s.82(1) that name a disposal; everything else is "any other"
NAMED = frozenset(
    {
        "life",
        "ipp",
        "lifelong_restriction",
        "custody",
        "hospital_order_with_restriction",
        "hospital_order",
        "conditional_discharge",
    }
)
TERMS = frozenset({"custody", "life", "ipp"})
SUPERVISED = "community_payback_order"
ORDERS = frozenset({"shpo", "sopo", "foreign_travel_order"})
FOREIGN = frozenset({"notification_order", "notice_96za"})
BREACHED = frozenset({"sro", "rsho"})


@dataclass(slots=True)
class Basis:
    """One reason, the row that it comes from, and the term that it may be linked by."""

    entry: dict[str, Any]
    source: str
    relevant_on: date
    sentence: Any = None
    links: dict[str, Any] = field(default_factory=dict)


def bases_of(recorded: "Recorded", assumed: list[Sentence]) -> list[Basis]:
    """Every reason to be subject that the record holds, in the order of its days."""
    offences = _by(recorded.offences, "result_id")
    sentences = _by(recorded.sentences, "result_id")
    found: list[Basis] = []
    for result in recorded.results:
        if result["stage"] == "quashed" or result["is_foreign"]:
            continue
        if result["kind"] == "sro_breach":
            found.append(_breach(result, recorded.orders, assumed))
            continue
        found += _of_result(
            result, offences.get(result["id"], []), sentences.get(result["id"], []), assumed
        )
    for order in recorded.orders:
        if order["stage"] == "quashed":
            continue
        if order["kind"] in ORDERS or (order["kind"] in FOREIGN and order["interim"]):
            found.append(_order(order))
        elif order["kind"] in FOREIGN:
            found += _foreign(order, recorded, sentences, assumed)
    found.sort(key=lambda one: (one.relevant_on, one.source))
    _through(found, recorded.sentences)
    return found


def _by(rows: Sequence[Row], key: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = {}
    for row in rows:
        if row["stage"] != "quashed":
            found.setdefault(row[key], []).append(row)
    return found


def _of_result(
    result: Row, offences: Sequence[Row], sentences: Sequence[Row], assumed: list[Sentence]
) -> list[Basis]:
    """A reason for each offence of Schedule 3 and each sentence that it was given."""
    listed = [offence for offence in offences if offence["paragraph"]]
    if not offences:
        words = gettext_noop(
            "No offence is recorded for the result of %(day)s, so it makes nobody subject:"
            " record the offence and its paragraph of Schedule 3."
        )
        assumed.append(Sentence(words, {"day": result["relevant_on"]}))
    found = []
    for offence in listed:
        given = [one for one in sentences if one["offence_id"] in {None, offence["id"]}]
        for sentence in _counting(result, given, assumed):
            found.append(_basis(result, offence, sentence))
    return found


def _counting(result: Row, given: Sequence[Row], assumed: list[Sentence]) -> Sequence[Row | None]:
    """The sentences that count: those that the Table names, else one of any other description."""
    if result["kind"] == "caution":
        return [None]
    named = [one for one in given if one["kind"] in NAMED]
    other = [one for one in given if one["kind"] != "awaiting_sentence"]
    if named or other:
        return named or other[:1]
    if not given:
        words = gettext_noop(
            "No sentence is recorded for an offence of the result of %(day)s: taken as awaiting"
            " sentence."
        )
        assumed.append(Sentence(words, {"day": result["relevant_on"]}))
    return [None]


def _basis(result: Row, offence: Row, sentence: Row | None) -> Basis:
    entry: dict[str, Any] = {
        "kind": result["kind"],
        "relevant_date": result["relevant_on"].isoformat(),
        "offence": _offence(offence),
    }
    basis = Basis(entry, f"offence:{offence['id']}", result["relevant_on"])
    if result["kind"] == "finding_disability" and result["trial_concluded_on"] is not None:
        entry["trial_concluded_on"] = result["trial_concluded_on"].isoformat()
    if result["kind"] == "caution":
        return basis
    if sentence is None:
        entry["disposal"] = {"kind": "awaiting_sentence"}
        return basis
    basis.source = f"offence:{offence['id']}/{sentence['id']}"
    _sentence_into(basis, sentence)
    return basis


def _sentence_into(basis: Basis, sentence: Row) -> None:
    basis.entry["disposal"] = _disposal(sentence)
    if sentence["kind"] not in TERMS:
        return
    basis.sentence = sentence["id"]
    if sentence["consecutive_to_id"] is not None:
        basis.links["consecutive_to"] = sentence["consecutive_to_id"]
    elif sentence["partly_concurrent_with_id"] is not None:
        basis.links["partly_concurrent_with"] = sentence["partly_concurrent_with_id"]
        basis.entry["overlap"] = {
            "months": sentence["overlap_months"] or 0,
            "days": sentence["overlap_days"] or 0,
        }


def _disposal(sentence: Row) -> dict[str, Any]:
    disposal: dict[str, Any] = {"kind": sentence["kind"]}
    term = _term(sentence["months"], sentence["days"])
    if sentence["kind"] in {"custody", "conditional_discharge"}:
        disposal["term"] = term
    if sentence["kind"] == "custody":
        disposal["sentence"] = sentence["sentence"]
        disposal["suspended"] = sentence["suspended"]
        if sentence["sentence"] == "extended":
            more = _term(sentence["extension_months"], sentence["extension_days"])
            disposal["extension"] = more
    if sentence["kind"] == SUPERVISED:
        disposal["supervision"] = _term(
            sentence["supervision_months"], sentence["supervision_days"]
        )
    if sentence["made_on"] is not None:
        disposal["made_on"] = sentence["made_on"].isoformat()
    return disposal


def _term(months: int | None, days: int | None) -> dict[str, int] | None:
    if not months and not days:
        return None
    return {"months": months or 0, "days": days or 0}


def _offence(offence: Row) -> dict[str, Any]:
    """What Schedule 3 asks; of several days the last, which is the later law."""
    found: dict[str, Any] = {"paragraph": offence["paragraph"]}
    day = offence["committed_to"] or offence["committed_from"]
    if day is not None:
        found["committed_on"] = day.isoformat()
    for key in ("victim_age", "intended_victim_age", "for_sexual_gratification"):
        if offence[key] is not None:
            found[key] = offence[key]
    return found


def _order(order: Row) -> Basis:
    entry: dict[str, Any] = {
        "kind": order["kind"],
        "relevant_date": order["made_on"].isoformat(),
        "interim": order["interim"],
    }
    if order["served_on"] is not None:
        entry["served_on"] = order["served_on"].isoformat()
    last = last_day_of(order)
    if last is not None:
        entry["ends_on"] = last.isoformat()
    return Basis(entry, f"order:{order['id']}", order["made_on"])


def last_day_of(order: Row) -> date | None:
    """The last day on which an order has effect; one that was ended on a day has none on it."""
    ended = order["ended_on"]
    if ended is not None and order["stage"] != "expired":
        ended = max(order["made_on"], ended - timedelta(days=1))
    days = [day for day in (order["ends_on"], ended) if day is not None]
    return min(days, default=None)


def _breach(result: Row, orders: Sequence[Row], assumed: list[Sentence]) -> Basis:
    """Dealt with for breach of a sexual risk order: subject until that order ends."""
    day = result["relevant_on"]
    entry: dict[str, Any] = {"kind": "sro_breach", "relevant_date": day.isoformat()}
    breached = [one for one in orders if one["kind"] in BREACHED and one["made_on"] <= day]
    if breached:
        latest = max(breached, key=lambda one: one["made_on"])
        last = last_day_of(latest)
        entry["interim"] = latest["interim"]
        if last is not None:
            entry["ends_on"] = max(last, day).isoformat()
    else:
        words = gettext_noop(
            "The order that was breached (dealt with on %(day)s) is not recorded: taken as"
            " lasting until further order."
        )
        assumed.append(Sentence(words, {"day": day}))
    return Basis(entry, f"result:{result['id']}", day)


def _foreign(
    order: Row,
    recorded: "Recorded",
    sentences: Mapping[Any, Sequence[Row]],
    assumed: list[Sentence],
) -> list[Basis]:
    """A notification order or notice rests on a conviction or caution abroad: ss.97, 96ZA."""
    abroad = {row["id"]: row for row in recorded.results if row["is_foreign"]}
    named = abroad.get(order["result_id"])
    if named is None and order["result_id"] is None and len(abroad) == 1:
        named = next(iter(abroad.values()))
    if named is None:
        words = gettext_noop(
            "The foreign conviction on which the order or notice of %(day)s rests is not"
            " recorded, so no period can be worked out from it: record the conviction abroad."
        )
        assumed.append(Sentence(words, {"day": order["made_on"]}))
        return []
    given = _counting(named, sentences.get(named["id"], []), assumed)
    found = []
    for sentence in given:
        entry: dict[str, Any] = {
            "kind": order["kind"],
            "relevant_date": named["relevant_on"].isoformat(),
        }
        if order["served_on"] is not None:
            entry["served_on"] = order["served_on"].isoformat()
        if order["kind"] == "notice_96za" and order["ended_on"] is not None:
            entry["cancelled_on"] = order["ended_on"].isoformat()
        basis = Basis(entry, f"order:{order['id']}", named["relevant_on"])
        if named["kind"] == "caution":
            entry["foreign_caution"] = True
        elif sentence is None:
            entry["disposal"] = {"kind": "other"}
        else:
            basis.source = f"order:{order['id']}/{sentence['id']}"
            _sentence_into(basis, sentence)
        found.append(basis)
    return found


def _through(bases: Sequence[Basis], sentences: Sequence[Row]) -> None:
    """A term that follows one that counts for nothing follows what that one follows."""
    follows = {row["id"]: row["consecutive_to_id"] for row in sentences}
    counting = {one.sentence for one in bases if one.sentence is not None}
    for one in bases:
        other = one.links.get("consecutive_to")
        for _step in range(len(follows)):
            if other is None or other in counting:
                break
            other = follows.get(other)
        if "consecutive_to" in one.links:
            one.links["consecutive_to"] = other
