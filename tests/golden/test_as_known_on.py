"""What was known on the last day of each year, worked by hand from data/raw.

Each row gives the statement ids (data/raw/observations, plan_events) of the latest statements in
documents known by that day: `documents` says when each was published; where it does not, what the
document speaks of last counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pytest

from dashboard.warehouse.data import CONFIG
from dashboard.warehouse.engines import record
from tests.cases import some


@dataclass(frozen=True)
class Known:
    """A KPI's headline: the count stated, its as-of, and the statements that give it."""

    value: float
    as_of: date
    statements: list[str]


# province -> for each of its cities the event by which a document of 2564 or before names its logo
NAMED_2564 = {
    "10": ["khlong-phadung-02", "makkasan-02", "rama-4-03", "samyan-03"],
    "21": ["wangchan-valley-02"],
    "24": ["chachoengsao-01"],
    "40": ["khon-kaen-01"],
    "50": ["chiang-mai-old-town-04", "cmu-02"],
    "52": ["mae-mo-04"],
    "60": ["nakhon-sawan-03"],
    "83": ["phuket-01"],
    "92": ["trang-03"],
    "95": ["yala-03"],
}
NOTHING = None  # no statement yet
CITIES = {
    2563: NOTHING,  # the first count was published on 24 May 2564
    2564: Known(15, date(2021, 12, 24), ["OB046"]),
    2565: Known(30, date(2022, 11, 9), ["OB047"]),
    2566: Known(36, date(2023, 7, 1), ["OB049"]),  # published 21 Aug 2566; OB048 is "in 2566"
    2567: Known(36, date(2023, 7, 1), ["OB049"]),  # OB050 says 30: what stood can't have fallen
    2568: Known(37, date(2025, 8, 27), ["OB051", "OB052"]),  # two documents of one announcement
}
PROVINCES = {
    2563: NOTHING,
    2564: NOTHING,
    2565: Known(23, date(2022, 11, 9), ["OB055"]),
    2566: Known(25, date(2023, 7, 1), ["OB056"]),
    2567: Known(25, date(2023, 7, 1), ["OB056"]),
    2568: Known(25, date(2023, 7, 1), ["OB056"]),  # OB057 and OB058 say 16: it can't have fallen
}
# 50 of OB185 and more than 50 added (OB175, OB176): more than 100, of the day of the latter
MORE_THAN_100 = Known(100, date(2023, 6, 14), ["OB175", "OB176", "OB185"])
ZONES: dict[int, Known | None] = {
    2563: Known(40, date(2020, 10, 21), ["OB184"]),
    2564: Known(50, date(2021, 11, 7), ["OB185"]),
    2565: Known(50, date(2021, 11, 7), ["OB185"]),
    2566: MORE_THAN_100,
    2567: MORE_THAN_100,
    2568: MORE_THAN_100,
}
KPIS: dict[str, dict[int, Known | None]] = {
    "certified_cities": CITIES,
    "province_coverage": PROVINCES,
    "promotion_zones": ZONES,
}
HEADLINE = """
    select
        coalesce(numerator, value),
        as_of,
        statement_ids,
    from metrics.metric_value
    where
        metric_id = ?
        and place_kind = 'national'
        and segment_kind = 'national'
        and phase = 'announced'
        and is_current
"""
YEARS = some([2564, 2563, 2565, 2567, 2566, 2568], every=3)

Records = Callable[[int], duckdb.DuckDBPyConnection]


@pytest.fixture(scope="module")
def known(warehouse: Path) -> Records:
    """The record on 31 December of a year (Buddhist era); each is made once."""
    return cache(lambda year: record(warehouse, date(year - 543, 12, 31), CONFIG))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kpi", KPIS)
def test_the_headline_is_what_documents_known_by_then_state(
    known: Records, kpi: str, year: int
) -> None:
    expected = KPIS[kpi][year]
    found = known(year).execute(HEADLINE, [kpi]).fetchall()
    if expected is None:
        assert found == []
    else:
        assert found == [(expected.value, expected.as_of, expected.statements)]


def test_cities_named_by_province_are_counted_anew(known: Records) -> None:
    found = (
        known(2564)
        .execute(
            "select place_code, value, list(statement_id) from metrics.metric_value "
            "left join metrics.figure_statement as behind using (metric_id, figure, figure_set) "
            "where metric_id = 'certified_cities' and place_kind = 'province' "
            "and segment = 'named' and is_current group by all"
        )
        .fetchall()
    )
    assert len(found) == 77
    for province, cities, statements in found:
        awarded = NAMED_2564.get(province, [])
        assert cities == (len(awarded) or None), province  # 14 of 15 are named: nowhere a zero
        assert set(awarded) <= set(statements)


@pytest.mark.trial
def test_where_no_document_spoke_no_province_has_a_count(known: Records) -> None:
    (rows,) = (
        known(2563)
        .execute("select count(*) from metrics.metric_value where metric_id = 'certified_cities'")
        .fetchall()
    )
    assert rows == (0,)


@pytest.mark.parametrize("year", YEARS)
def test_no_statement_is_of_a_later_document(known: Records, year: int) -> None:
    (later,) = (
        known(year)
        .execute(
            "select count(*) from marts.statement as statement "
            "left join core.dim_document as document on statement.doc_id = document.doc_id "
            "where document.known_from is null or document.known_from > ?",
            [date(year - 543, 12, 31)],
        )
        .fetchall()
    )
    assert later == (0,)


def test_the_last_days_knowledge_is_all_but_what_has_no_day(warehouse: Path) -> None:
    """The one way back: on a day after every document the record is whole."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        dated = connection.execute(
            "select statement_id from marts.statement semi join ("
            "from core.dim_document where known_from is not null) using (doc_id) order by all"
        ).fetchall()
    engine = record(warehouse, date(2030, 1, 1), CONFIG)
    assert engine.execute("select statement_id from marts.statement order by all").fetchall() == (
        dated
    )
    engine.close()
