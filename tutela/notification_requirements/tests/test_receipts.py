import ast
import hashlib
import re
import zlib
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone, translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.notification_requirements import receipts, said
from tutela.notification_requirements.forms.said import FORMS, KINDS
from tutela.notification_requirements.models import Due, Notification, Receipt, Visit
from tutela.notification_requirements.tests import visits as at_counter

HOME = {"id": "1", "kind": "home", "answers": {"lines": "2 New Street", "when": ["now"]}}
ACCOUNT = {"id": "2", "kind": "account", "answers": {"account_number": "31926819"}}


def visit(**fields):
    return Visit(
        **{
            "taken_at": timezone.now(),
            "came_on": date(2026, 11, 23),
            "surname": "Synthetic",
            "attended": "person",
            "outcome": "taken",
            "fingerprints": "not_asked",
            "photograph": "not_asked",
            "said": {"insurance_number": "", "stands": {}},
        }
        | fields
    )


def made(*items, language="en", next_due=None, **fields):
    return receipts.made(
        visit(**fields), items, language=language, received_by="Officer 1", next_due=next_due
    )


def streams(pdf):
    """Everything in the file, unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    whole = [pdf]
    for one in packed:
        try:
            whole.append(zlib.decompress(one))
        except zlib.error:
            whole.append(one)
    return b"\n".join(whole)


@pytest.mark.parametrize(("language", "tag"), [("en", b"(en-GB)"), ("cy", b"(cy-GB)")])
def test_it_is_a_tagged_pdf_that_says_its_language(language, tag):
    whole = streams(made(HOME, language=language))

    assert b"/MarkInfo" in whole
    assert b"/StructTreeRoot" in whole
    assert b"<pdfuaid:part>1</pdfuaid:part>" in whole
    assert b"/DisplayDocTitle true" in whole
    assert tag in whole
    assert b"/H1" in whole
    assert b"/H3" in whole


def test_it_carries_its_own_fonts():
    assert b"/FontFile" in streams(made(HOME))


def test_the_content_holds_no_number_beyond_the_last_four_digits():
    content = receipts._content(visit(), [ACCOUNT], "en", "Officer 1", None)

    assert "6819" in str(content)
    assert "31926819" not in str(content)


def test_what_is_next_is_said_where_it_is_known_and_else_where_to_ask():
    known = receipts.Next(Due.Kind.PERIODIC.label, date(2027, 11, 23))

    assert "23 November 2027" in str(receipts._content(visit(), [], "en", "", known))
    assert "does not know" in str(receipts._content(visit(), [], "en", "", None))


def test_where_nothing_was_taken_it_is_no_acknowledgement():
    content = receipts._content(visit(outcome="closed"), [], "en", "", None)

    assert "not a receipt for a notification" in content["opening"]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
@example("李小龍")
@example("\N{GRINNING FACE} \u0007 \ue000 \u2028")
@example("مُحَمَّد")
@example('"} ] #panic("x") \\u{41} `')
def test_no_name_stands_in_the_way_of_a_receipt(name):
    assert made(surname=name).startswith(b"%PDF")


def test_every_word_of_it_is_welsh():
    source = ast.parse(Path(receipts.__file__).read_text())
    words = {
        ast.literal_eval(node.args[0])
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_"
    }
    with translation.override("en"):
        words |= {str(word) for word in (*said.WORDS.values(), *KINDS.values())}
        for form in FORMS.values():
            for field in form.base_fields.values():
                words |= {str(label) for _code, label in getattr(field, "choices", ())}
        for choices in (Visit.Attended, Visit.Outcome, Visit.Asked, Notification.Of, Due.Kind):
            words |= {str(label) for label in choices.labels}
    with translation.override("cy"):
        english = {word for word in words if translation.gettext(word) == word}

    assert english == set()


@pytest.mark.usefixtures("database")
def test_it_is_kept_as_it_was_issued():
    officer = agencies.officer("police_duty_officer")
    taken = at_counter.taken(officer, ("periodic", {}), surname="Nobody")

    with acting_as(officer):
        kept = Receipt.objects.get(visit=taken, language="en")

    assert hashlib.sha256(bytes(kept.content)).hexdigest() == kept.digest
    assert (kept.recipient, kept.template_version) == ("Nobody", receipts.VERSION)
