from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tutela.access.pages import requires
from tutela.access.permissions import May
from tutela.notification_requirements.forms.period import KINDS, PeriodForm
from tutela.notification_requirements.picture import Drawn, picture
from tutela.notification_requirements.rules.answering import answer
from tutela.notification_requirements.rules.answers import Answer
from tutela.notification_requirements.rules.entries import WrongFacts
from tutela.notification_requirements.rules.facts import Facts
from tutela.notification_requirements.rules.reading import read
from tutela.notification_requirements.words import said
from tutela.ui.fields import PARTS

NAMES = dict(KINDS)


@requires(May.WORK_OUT_PERIOD)
def work_out(request: Any) -> HttpResponse:
    """Nothing is kept: what was typed comes back with the answer in the same page."""
    if request.method != "POST":
        return _page(request, PeriodForm(reasons=1))
    asked = _asked(request)
    if "add" in request.POST or "remove" in request.POST:
        kept = {name: request.POST.getlist(name) for name in request.POST}
        return _page(request, PeriodForm(initial=_kept(kept, asked), reasons=asked))
    form = PeriodForm(request.POST, reasons=asked)
    if not form.is_valid():
        return _page(request, form)
    try:
        facts = read(form.facts())
        whole = answer(facts)
    except WrongFacts as wrong:
        form.explain_refusal(wrong)
        return _page(request, form)
    return _page(request, form, **_shown(facts, whole))


def _asked(request: Any) -> int:
    """How many reasons the page asks for after this press."""
    number = request.POST.get("reasons", "1")
    asked = int(number) if number.isdecimal() and len(number) < 3 else 1
    return asked + ("add" in request.POST) - ("remove" in request.POST)


def _kept(kept: dict[str, list[str]], asked: int) -> dict[str, Any]:
    """What was typed so far, for a form that is not checked yet."""
    initial: dict[str, Any] = {}
    for name in PeriodForm(reasons=asked).fields:
        parts = [kept.get(f"{name}_{part}", [""])[0] for part in PARTS]
        if any(parts):
            initial[name] = parts
        elif name in kept:
            initial[name] = kept[name][0]
    return initial


def _page(request: Any, form: PeriodForm, **shown: Any) -> HttpResponse:
    return render(request, "notification_requirements/work_out.html", {"form": form, **shown})


def _shown(facts: Facts, whole: Answer) -> dict[str, Any]:
    drawn = [
        Drawn(f"{period.basis + 1}. {_name(facts, period.basis)}", period.starts, period.last_day)
        for period in whole.periods
        if period.starts is not None
    ]
    return {
        "whole": whole,
        "periods": [
            {"basis": period.basis + 1, "name": _name(facts, period.basis), **said(period)}
            for period in whole.periods
        ],
        "duties": [said(duty) for duty in whole.duties],
        "steps": [said(step) for step in whole.review],
        "picture": picture(drawn, ends=_("Ends"), no_end=_("No end, or none known yet"))
        if drawn
        else "",
    }


def _name(facts: Facts, index: int) -> str:
    return str(NAMES[facts.bases[index].kind])
