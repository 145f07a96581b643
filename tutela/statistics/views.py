import base64
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires, submit
from tutela.access.permissions import May
from tutela.statistics import counting, operations, queries, rules, sheets, words
from tutela.statistics.forms import AskForm, CountForm, DecideForm, WithdrawForm
from tutela.statistics.models import Ask, Publication


@requires(May.SEE_FIGURES)
def figures(request: Any) -> HttpResponse:
    context = {
        "snapshots": queries.snapshots(),
        "waiting": queries.waiting(),
        "publications": queries.publications(),
        "to_decide": (
            queries.asks_to_decide(request.actor.user_id)
            if May.RELEASE_FIGURES in request.actor.may
            else []
        ),
    }
    return render(request, "statistics/figures.html", context)


@requires(May.SEE_FIGURES)
def rules_page(request: Any) -> HttpResponse:
    named = {code: words.FIGURES[code] for code in rules.CODES} | words.TABLES
    shown = [(code, name, counting.rule_of(code)) for code, name in named.items()]
    return render(request, "statistics/rules.html", {"rules": shown, "fewest": rules.FEWEST})


@requires(May.SEE_FIGURES)
def snapshot(request: Any, snapshot_id: UUID) -> HttpResponse:
    shown = get_object_or_404(queries.snapshots(), pk=snapshot_id)
    before = queries.earlier(shown)
    lines = queries.lines(shown, before)
    ask = queries.last_ask(shown)
    decision = getattr(ask, "decision", None)
    publication = getattr(decision, "publication", None)
    context = {
        "snapshot": shown,
        "earlier": before,
        "lines": lines,
        "tables": queries.tables_of(shown),
        "chart": _address_of(shown.chart),
        "described": queries.described(lines),
        "ask": ask,
        "decision": decision,
        "publication": publication,
        "withdrawal": getattr(publication, "withdrawal", None),
        "is_mine": ask is not None and ask.account_id == request.actor.user_id,
    }
    return render(request, "statistics/snapshot.html", context)


@requires(May.SEE_FIGURES)
def publication(request: Any, publication_id: UUID) -> HttpResponse:
    shown = get_object_or_404(queries.publications(), pk=publication_id)
    lines = queries.published(shown)
    context = {
        "publication": shown,
        "withdrawal": getattr(shown, "withdrawal", None),
        "lines": lines,
        "tables": queries.tables_published(shown),
        "chart": _address_of(shown.chart),
        "described": queries.described(lines),
        "is_ours": shown.area_id == request.actor.area_id,
    }
    return render(request, "statistics/publication.html", context)


@requires(May.SEE_FIGURES)
def counted_csv(request: Any, snapshot_id: UUID) -> HttpResponse:
    counted = get_object_or_404(queries.snapshots(), pk=snapshot_id)
    return _csv(counted, queries.lines(counted), queries.tables_of(counted))


@requires(May.SEE_FIGURES)
def counted_ods(request: Any, snapshot_id: UUID) -> HttpResponse:
    counted = get_object_or_404(queries.snapshots(), pk=snapshot_id)
    return _ods(counted, queries.lines(counted), queries.tables_of(counted))


@requires(May.SEE_FIGURES)
def released_csv(request: Any, publication_id: UUID) -> HttpResponse:
    released = get_object_or_404(queries.publications(), pk=publication_id)
    return _csv(released, queries.published(released), queries.tables_published(released))


@requires(May.SEE_FIGURES)
def released_ods(request: Any, publication_id: UUID) -> HttpResponse:
    released = get_object_or_404(queries.publications(), pk=publication_id)
    return _ods(released, queries.published(released), queries.tables_published(released))


@requires(May.ASK_FOR_FIGURES)
def count(request: Any) -> HttpResponse:
    form = bound(CountForm, request)
    if answer := submit(
        request,
        form,
        operations.ask_for_count,
        then=lambda _id: reverse("statistics:figures"),
        done=_("Asked for. The figures are here within a minute."),
    ):
        return answer
    return render(request, "statistics/count.html", {"form": form})


@requires(May.ASK_FOR_FIGURES)
def ask(request: Any, snapshot_id: UUID) -> HttpResponse:
    shown = get_object_or_404(queries.snapshots(), pk=snapshot_id)
    form = bound(AskForm, request)
    back = reverse("statistics:snapshot", kwargs={"snapshot_id": shown.pk})
    if answer := submit(
        request,
        form,
        operations.ask_release,
        then=lambda _id: back,
        done=_("Asked for. Another person decides."),
        snapshot=shown,
    ):
        return answer
    context = {
        "form": form,
        "snapshot": shown,
        "lines": queries.lines(shown),
        "tables": queries.tables_of(shown),
        "back": back,
    }
    return render(request, "statistics/ask.html", context)


@requires(May.RELEASE_FIGURES)
def decide(request: Any, ask_id: UUID) -> HttpResponse:
    asks = Ask.objects.select_related("snapshot__area", "asked_by__user")
    asked = get_object_or_404(asks, pk=ask_id)
    form = bound(DecideForm, request)
    back = reverse("statistics:snapshot", kwargs={"snapshot_id": asked.snapshot_id})
    if answer := submit(
        request,
        form,
        operations.decide_release,
        then=lambda _id: back,
        done=_("Your decision is recorded."),
        ask=asked,
    ):
        return answer
    context = {
        "form": form,
        "ask": asked,
        "snapshot": asked.snapshot,
        "lines": queries.lines(asked.snapshot),
        "tables": queries.tables_of(asked.snapshot),
        "is_mine": asked.account_id == request.actor.user_id,
        "back": back,
    }
    return render(request, "statistics/decide.html", context)


@requires(May.RELEASE_FIGURES)
def withdraw(request: Any, publication_id: UUID) -> HttpResponse:
    ours = Publication.objects.filter(area=request.actor.area_id)
    shown = get_object_or_404(ours.select_related("area"), pk=publication_id)
    form = bound(WithdrawForm, request)
    back = reverse("statistics:publication", kwargs={"publication_id": shown.pk})
    if answer := submit(
        request,
        form,
        operations.withdraw_release,
        then=lambda _id: back,
        done=_("Withdrawn. Outside your area nobody sees these figures any more."),
        publication=shown,
    ):
        return answer
    return render(
        request, "statistics/withdraw.html", {"form": form, "publication": shown, "back": back}
    )


def _address_of(svg: str) -> str:
    """A picture as an address that holds it whole."""
    if not svg:
        return ""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _csv(counted: Any, lines: list[queries.Line], tables: list[queries.Table]) -> HttpResponse:
    made = sheets.as_csv(_rows(counted, lines, tables))
    return _taken_away(made, sheets.CSV, f"{_title(counted)}.csv")


def _ods(counted: Any, lines: list[queries.Line], tables: list[queries.Table]) -> HttpResponse:
    title = _title(counted)
    made = sheets.as_ods(_rows(counted, lines, tables), title=title)
    return _taken_away(made, sheets.ODS, f"{title}.ods")


def _taken_away(made: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _title(counted: Any) -> str:
    return f"figures-{counted.area.code}-{counted.counted_on:%Y-%m-%d}"


def _rows(
    counted: Any, lines: list[queries.Line], tables: list[queries.Table]
) -> list[list[sheets.Value]]:
    def day(on: date) -> str:
        return date_format(on, "j F Y")

    def number(value: int | None, *, is_unknown: bool = False) -> sheets.Value:
        if is_unknown:
            return _("not known")
        return _("kept back") if value is None else value

    is_verified = _("yes") if counted.population_is_verified else _("no")
    rows: list[list[sheets.Value]] = [
        [_("Area"), str(counted.area)],
        [_("Day"), day(counted.counted_on)],
        [_("Year from"), day(counted.year_from)],
        [_("Population"), counted.population_source],
        [_("The population was verified"), is_verified],
        [],
        [_("Figure"), _("Number"), _("Counting rule")],
    ]
    for line in lines:
        said = number(line.value, is_unknown=line.is_unknown)
        rows.append([line.name, said, counting.rule_of(line.code)])
    for table in tables:
        rows += [[], [table.name, *table.columns]]
        rows += [[name, *(number(cell.value) for cell in cells)] for name, cells in table.rows]
        rows.append([_("Counting rule"), counting.rule_of(table.code)])
    return rows
