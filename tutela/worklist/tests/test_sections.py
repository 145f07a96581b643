import pytest
from django.template import Context, Template

from tutela.worklist.templatetags.today import INDEXED_FROM

SECTION = '{{% section "part-{0}" "Kind {0}" {0} %}}<p>what waits</p>{{% endsection %}}'


def written(number):
    sections = "".join(SECTION.format(one) for one in range(1, number + 1))
    page = Template(f"{{% load today %}}{{% with_index %}}{sections}{{% endwith_index %}}")
    return page.render(Context({"sections": []}))


@pytest.mark.parametrize("number", [INDEXED_FROM, INDEXED_FROM + 3])
def test_many_sections_are_listed_before_them_with_how_much_waits(number):
    index, _nav, sections = written(number).partition("</nav>")

    for one in range(1, number + 1):
        assert f'href="#part-{one}">Kind {one}</a>' in index
        assert f'tutela-index__count">{one}<' in index
        assert f'id="part-{one}"' in sections


def test_few_sections_need_no_list():
    html = written(INDEXED_FROM - 1)

    assert "<nav" not in html
    assert html.count("<section") == INDEXED_FROM - 1
