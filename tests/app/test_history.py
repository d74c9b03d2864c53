"""The history in a KPI's drawer: its figure in each build, why it moved between two sides."""

from pathlib import Path

import duckdb
import pytest

from dashboard.reader.text import Lang
from sql import warehouse
from tests.app.conftest import Opened, Opening
from tests.cases import some
from tests.shipped import lay_out_as

CITIES = {"open": "kpi:CERT-01", "part": "history"}
THEN = {"from_build": "2023-12-31", "to_build": "2025-12-31"}


def parts(page: Opened) -> dict[str, list[str]]:
    """The rows of the table of parts, by cause; none where there is no such table."""
    causes = {page.t(f"part.{part}") for part in ("new", "revised", "entered", "recalculated")}
    for table in page.tables:
        if causes & {row[0] for row in table}:
            return {row[0]: row[1:] for row in table}
    return {}


def move(page: Opened) -> str:
    """Before and after, in a line."""
    (line,) = [text.value for text in page.app.markdown if " → " in text.value]
    return str(line).replace("\\", "").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("lang", "line", "sides", "words"),
    some(
        [
            (
                *(
                    "th",
                    "**36 เมือง (ก.ค. 2566)** → **37 เมือง (27 ส.ค. 2568)**",
                    "36 เมือง / 30 เมือง",
                ),
                "เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์ 37 เมือง (27 ส.ค. 2568) [มติชน](",
            ),
            (
                *(
                    "en",
                    "**36 cities (Jul 2023)** → **37 cities (27 Aug 2025)**",
                    "36 cities / 30 cities",
                ),
                "Certified smart cities 37 cities (27 Aug 2025) [Matichon](",
            ),
        ],
        every=2,
    ),
)
def test_no_difference_is_told_from_a_side_of_an_open_conflict(
    opening: Opening, lang: Lang, line: str, sides: str, words: str
) -> None:
    """36 was not disputed on the first day; by the second it is, with 30 of April 2567."""
    page = opening("definitions", lang=lang, **CITIES, **THEN)
    assert move(page) == line
    assert page.t("tile.previous_disputed", values=sides) in page.captions
    found = parts(page)
    assert list(found) == [page.t("part.new")]  # what came is told, with no number and no sum
    (told,) = found[page.t("part.new")]
    assert words in told
    assert "The Nation" in told


def test_places_are_named_and_the_statements_beside_them_have_no_number(opening: Opening) -> None:
    days = {"from_build": "2021-12-31", "to_build": "2022-12-31"}
    named = "certified_cities/TH/plan_set/named/announced"
    page = opening("definitions", lang="en", **CITIES, **days, figure=named)
    found = parts(page)
    assert found[page.t("part.entered")] == [
        "+8 cities",
        "Chiang Rai, Chon Buri, Krabi, Nakhon Ratchasima, Nan, Pattani, Phitsanulok",
    ]
    assert found[page.t("part.stayed")] == ["+1 city", "Rayong"]
    assert found[page.t("part.new")][0] == "–"
    assert found[page.t("part.new")][1].endswith("and 11 more")  # of 17
    assert found[page.t("part.total")][0] == "+9 cities"


def test_at_first_the_last_move_of_the_figure_is_shown(opening: Opening) -> None:
    """37 was first told on 27 August 2568; until then 36 held, for a count of logos does not fall.

    30 of 23 April 2567 lies below it: the other side of a conflict.
    """
    page = opening("definitions", **CITIES)
    assert page.app.selectbox(key="from_build").value == "before"
    assert page.app.selectbox(key="to_build").value == "now"
    assert move(page) == "**36 เมือง (ก.ค. 2566)** → **37 เมือง (27 ส.ค. 2568)**"
    assert "from_build" not in page.app.query_params


@pytest.mark.trial
def test_a_move_to_a_secondary_source_is_the_last_one_too(opening: Opening) -> None:
    page = opening("definitions", open="kpi:CERT-04", part="history")
    # a stated stock of 50 and over 50 more, then a document that is secondary
    assert move(page) == "**กว่า 100 พื้นที่ (14 มิ.ย. 2566)** → **190 พื้นที่ (ม.ค. 2569)**"


def test_a_choice_goes_into_the_address(opening: Opening) -> None:
    page = opening("definitions", **CITIES)
    page.app.selectbox(key="from_build").set_value("2021-12-31")
    page.app.selectbox(key="to_build").set_value("2022-12-31").run()
    figure = "certified_cities/TH/plan_set/not_named/announced"
    page.app.selectbox(key="figure").set_value(figure).run()
    assert page.app.query_params["from_build"] == "2021-12-31"
    assert page.app.query_params["figure"] == figure
    # 15 - 14, then 30 - 23
    assert move(page) == "**1 เมือง (24 ธ.ค. 2564)** → **7 เมือง (9 พ.ย. 2565)**"
    assert parts(page)[page.t("part.new")][0] == "+6 เมือง"
    again = opening(
        "definitions", **{name: str(page.app.query_params[name]) for name in page.app.query_params}
    )
    assert move(again) == move(page)


@pytest.mark.parametrize(
    ("sides", "said"),
    some(
        [
            ({"from_build": "20200101T000000Z-0123abcd"}, "error.pruned"),
            ({"from_build": "2024-01-01", "to_build": "2024-01-01"}, "history.one_side"),
            ({"from_build": "2015-06-20", "to_build": "2016-12-31"}, "history.no_figure"),
        ],
        every=3,
    ),
)
def test_what_can_not_be_compared_is_said(
    opening: Opening, sides: dict[str, str], said: str
) -> None:
    page = opening("definitions", **CITIES, **sides)
    assert page.t(said) in [notice.value for notice in page.app.info]
    assert parts(page) == {}


@pytest.mark.parametrize(
    "nonsense",
    some(["../../etc/passwd", "20260231", "20269999T999999Z-0123abcd", "2026-02-30", "x"], every=3),
)
def test_nonsense_in_the_address_is_the_default(opening: Opening, nonsense: str) -> None:
    page = opening("definitions", **CITIES, from_build=nonsense, to_build=nonsense)
    assert page.app.selectbox(key="from_build").value == "before"
    assert page.app.selectbox(key="to_build").value == "now"


@pytest.mark.trial
def test_a_side_without_a_figure_has_no_difference(opening: Opening) -> None:
    page = opening("definitions", **CITIES, from_build="2020-12-31", to_build="2021-12-31")
    assert move(page) == "**ยังไม่มีเอกสารระบุ** → **15 เมือง (24 ธ.ค. 2564)**"
    assert page.t("history.no_number") in page.captions
    assert [row[0] for row in parts(page).values()] == ["–"]  # and no sum of nothing


@pytest.mark.trial
def test_bounds_are_told_apart_from_values(opening: Opening) -> None:
    days = {"from_build": "2022-12-31", "to_build": "2023-12-31"}
    page = opening("definitions", open="kpi:white_space_provinces", part="history", **days)
    assert page.t("history.bounds") in page.captions


@pytest.mark.trial
def test_as_known_on_a_day_builds_have_no_readings(opening: Opening) -> None:
    page = opening("definitions", known="2022-12-31", **CITIES)
    assert page.t("known.no_history") in [notice.value for notice in page.app.info]
    assert page.app.selectbox(key="to_build").value == "now"
    assert move(page).endswith("→ **30 เมือง (9 พ.ย. 2565)**")


def test_two_builds_are_told_and_compared(
    opening: Opening, two_builds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(two_builds))
    published = warehouse.current().stem
    (first,) = {path.stem for path in warehouse.builds()} - {published}
    page = opening("definitions", lang="en", **CITIES, from_build=first, to_build=published)
    (readings,) = [
        table for table in page.tables if page.t("reading.first") in {row[-1] for row in table}
    ]
    assert [row[1:] for row in readings] == [
        ["38 cities (27 Aug 2025)", "another value: Revised statements +1 city"],
        ["37 cities (27 Aug 2025)", "first on record"],
    ]
    assert readings[0][0].endswith(f"({published[-8:]})")
    # 38 of August, and 37 of January of a secondary source
    disputed = page.t("tile.disputed", values="38 cities / 37 cities / 36 cities / 30 cities")
    assert disputed in page.captions
    assert len(parts(page)[page.t("part.revised")]) == 1
    back = opening("definitions", lang="en", **CITIES, from_build=published, to_build=first)
    assert list(parts(back)) == [back.t("part.revised")]


def test_a_build_of_older_models_is_compared_on_its_figure_alone(
    opening: Opening, two_builds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(two_builds))
    first = warehouse.builds()[-1]
    older = two_builds / "20200101T000000Z-0123abcd.duckdb"
    older.write_bytes(first.read_bytes())
    lay_out_as(1, older)
    page = opening("definitions", lang="en", **CITIES, from_build=older.stem)
    assert move(page) == "**37 cities (27 Aug 2025)** → **38 cities (27 Aug 2025)**"
    assert page.t("history.unlike") in [notice.value for notice in page.app.info]
    assert parts(page) == {}
    older.unlink()


def test_a_build_of_other_models_can_not_be_compared(
    opening: Opening, two_builds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(two_builds))
    older = two_builds / "20200102T000000Z-0123abcd.duckdb"
    with duckdb.connect(str(older)) as connection:
        connection.execute("create schema meta; create table meta.build (build_id varchar)")
    copied = two_builds / "2026-copy.duckdb"  # as an operator may leave one
    copied.write_bytes(b"damaged")
    page = opening("definitions", **CITIES, from_build=older.stem)
    assert page.t("error.incomparable") in [notice.value for notice in page.app.info]
    page.app.selectbox(key="from_build").set_value(copied.stem).run()
    assert page.t("error.incomparable") in [notice.value for notice in page.app.info]
    older.unlink()
    copied.unlink()


def test_a_published_build_without_history_says_so(
    opening: Opening, two_builds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    published = two_builds / "CURRENT"
    copy = tmp_path / published.readlink()
    copy.write_bytes(published.read_bytes())
    (tmp_path / "CURRENT").symlink_to(copy.name)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("drop table meta.figure_history")
    page = opening("definitions", **CITIES)
    assert page.t("history.none") in [notice.value for notice in page.app.info]
