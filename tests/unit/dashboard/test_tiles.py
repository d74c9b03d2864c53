"""KPIs without a figure: by the forms that they wait for, who supplies them, links that hold."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.parts import tiles
from dashboard.parts.tables import Row
from dashboard.reader.reader import Reader
from dashboard.reader.text import LANGS, Lang, t
from dashboard.reader.theme import LIGHT

EVENTS = {
    "source": "agency_plan_events",
    "title_th": "เหตุการณ์ของแผน",
    "title_en": "Events of <plans>",
    "owner_th": "ดีป้า",
    "owner_en": "depa",
}
BUDGETS = EVENTS | {"source": "agency_cohort_budgets", "title_en": "Budgets", "owner_en": "Batches"}
FILTERS = Reader(lang="en", province="83", region="south", era_choice="ce", from_year=2020)
LINK = re.compile(r'<a href="([^"]+)"[^>]*>([^<]+)</a>')


def kpi(code: str, *templates: Row, is_stated: bool = False) -> Row:
    return {
        "metric_id": code.lower(),
        "code": code,
        "label_th": f"ตัวชี้วัด {code}",
        "label_en": f"KPI {code}",
        "owner_th": "สถ.",
        "owner_en": "DLA",
        "value": None,
        "lower": None,
        "upper": None,
        "templates": list(templates),
        "is_stated": is_stated,
        "is_passed": False,
    }


def shown(*records: Row, filters: Reader = FILTERS) -> str:
    return tiles.waiting(records, filters, LIGHT)


@pytest.mark.parametrize(
    ("figure", "is_there"),
    [({}, False), ({"value": 0.0}, True), ({"lower": 5.0}, True), ({"upper": 2.0}, True)],
)
def test_a_bound_is_a_figure_and_nothing_is_none(figure: Row, is_there: bool) -> None:
    assert tiles.has_figure({**kpi("A"), **figure}) is is_there


def test_kpis_of_one_form_stand_below_it_once() -> None:
    text = shown(kpi("REN-01", EVENTS), kpi("PPL-06", BUDGETS, EVENTS), kpi("REN-02", EVENTS))
    names = [unescape(name) for _, name in LINK.findall(text)]
    assert names == [
        *("Form “Events of <plans>”", "REN-01", "REN-02"),
        *("Form “Budgets”", "Form “Events of <plans>”", "PPL-06"),
    ]
    assert "Supplied by: Batches · depa" in text
    assert t("tile.waiting", "en", count=3) in text


def test_links_keep_the_filters_and_name_form_and_kpi() -> None:
    form, passport = (unescape(address) for address, _ in LINK.findall(shown(kpi("A-1", EVENTS))))
    for address, page, own in (
        (form, "health", {"view": "files", "form": "agency_plan_events"}),
        (passport, "definitions", {"open": "kpi:a-1"}),
    ):
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc, parts.path) == ("", "", page)
        query = {name: value for name, (value,) in parse_qs(parts.query).items()}
        assert query == FILTERS.query() | own


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_form_its_owner_supplies_it(lang: Lang) -> None:
    text = shown(kpi("HLT-01"), filters=Reader(lang=lang))
    assert t("tile.supplier", lang, owner={"th": "สถ.", "en": "DLA"}[lang]) in text
    assert len(LINK.findall(text)) == 1


def test_what_is_stated_of_some_groups_says_so() -> None:
    assert t("tile.partly", "en") not in shown(kpi("A", EVENTS))
    assert t("tile.partly", "en") in shown(kpi("A", EVENTS, is_stated=True))


def test_a_form_in_markdown_is_safe_and_leads_to_its_download() -> None:
    words = tiles.form_link(EVENTS | {"title_en": "[Events]"}, FILTERS)
    assert words.startswith(r"[\[Events\]](health?lang=en&")
    assert words.endswith("&form=agency_plan_events), depa")


def test_the_block_of_a_tile_names_its_figure_once() -> None:
    words = tiles.Tile(
        metric_id="a",
        label="Cities & towns",
        value="37",
        unit="cities",
        scope="as of 2025",
        is_national=False,
        change="",
        judgement=0,
        before="",
        target=None,
        share=None,
        trend=((date(2024, 1, 1), 1.0), (date(2025, 1, 1), 2.0)),
        source="",
        conflicts=0,
        conflict_note="",
        passport="",
    )
    text = tiles.block(words, Reader(lang="en"), LIGHT)
    assert "Cities &amp; towns" in text
    assert text.count("37") == 1
    assert "<img" not in text  # two points are no trend


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
