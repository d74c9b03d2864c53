"""A KPI's figure in words: whether there is one, its forms, what was divided."""

import pytest

from dashboard.parts import tiles
from dashboard.parts.tables import Row
from dashboard.reader.reader import Reader
from dashboard.reader.text import Lang

EVENTS = {
    "source": "agency_plan_events",
    "title_th": "เหตุการณ์ของแผน",
    "title_en": "Events of <plans>",
    "owner_th": "ดีป้า",
    "owner_en": "depa",
}
FILTERS = Reader(lang="en", province="83", region="south", era_choice="ce", from_year=2020)


@pytest.mark.parametrize(
    ("figure", "is_there"),
    [({}, False), ({"value": 0.0}, True), ({"lower": 5.0}, True), ({"upper": 2.0}, True)],
)
def test_a_bound_is_a_figure_and_nothing_is_none(figure: Row, is_there: bool) -> None:
    nothing = {"value": None, "lower": None, "upper": None, "is_passed": False}
    assert tiles.has_figure({**nothing, **figure}) is is_there


def test_a_form_in_markdown_is_safe_and_leads_to_its_download() -> None:
    words = tiles.form_link(EVENTS | {"title_en": "[Events]"}, FILTERS)
    assert words.startswith(r"[\[Events\]](health?")
    assert words.endswith("&form=agency_plan_events), depa")


SHARE = {"unit": "percent", "format": "percent2"}
MONEY = {"unit": "THB_per_area", "format": "baht_million"}


@pytest.mark.parametrize(
    ("record", "lang", "words"),
    [
        (SHARE | {"numerator": 50, "denominator": 126, "qualifier": ">"}, "th", "กว่า 50 ÷ 126"),
        (SHARE | {"numerator": 37, "denominator": 105, "qualifier": "="}, "th", "37 ÷ 105"),
        (
            MONEY | {"numerator": 66e9, "denominator": 126, "qualifier": ">"},
            *("th", "กว่า 66,000 ล้านบาท ÷ 126 พื้นที่"),
        ),
        (
            MONEY | {"numerator": 66e9, "denominator": 126, "qualifier": ">"},
            *("en", "over 66,000 million baht ÷ 126 areas"),
        ),
        (SHARE | {"unit": "rank", "numerator": 86, "denominator": 146, "qualifier": "="}, "th", ""),
        (SHARE | {"numerator": None, "denominator": None, "qualifier": "="}, "th", ""),
    ],
)
def test_a_quotient_keeps_its_sign_and_its_units(record: Row, lang: Lang, words: str) -> None:
    assert tiles.divided(record, Reader(lang=lang)) == words
