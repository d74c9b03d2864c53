"""The record by primary sources alone, and as known around the days of the secondary ones.

Worked by hand from data/raw: `documents` marks four as secondary, of which two are known from
28 April 2569 (the list of the 37 and their records) and one from 19 July 2569 (depa's registry in
January 2569, 190 zones); the fourth has no day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pytest

from dashboard.warehouse.data import CONFIG
from dashboard.warehouse.engines import Side, comparison, record
from tests.cases import some

BEFORE, LIST, REGISTRY = date(2026, 4, 27), date(2026, 4, 28), date(2026, 7, 19)


@dataclass(frozen=True)
class Told:
    """What a part of the record says of the programme."""

    zones: tuple[float, str]
    named: float
    provinces: int


PRIMARY = Told(zones=(100, ">"), named=30, provinces=19)
PARTS = {  # (day, primary sources alone)
    (None, True): PRIMARY,
    (BEFORE, False): PRIMARY,
    (LIST, False): Told(zones=(100, ">"), named=37, provinces=25),
    (REGISTRY, False): Told(zones=(190, "="), named=37, provinces=25),
    (REGISTRY, True): PRIMARY,
}
HEADLINE = """
    select
        coalesce(numerator, value),
        qualifier,
        as_of,
    from metrics.metric_value
    where
        metric_id = ?
        and place_kind = 'national'
        and segment_kind = 'national'
        and phase = 'announced'
        and is_current
"""
NAMED = """
    select
        sum(value),
        count(*) filter (where value > 0),
    from metrics.metric_value
    where
        metric_id = 'certified_cities'
        and place_kind = 'province'
        and segment = 'named'
        and is_current
"""


Part = Callable[[date | None, bool], duckdb.DuckDBPyConnection]


@pytest.fixture(scope="module")
def part(warehouse: Path) -> Part:
    """The part of the record known on a day, or by primary sources alone; each is made once."""
    return cache(lambda day, primary: record(warehouse, day, CONFIG, primary=primary))


@pytest.mark.parametrize(("day", "primary"), some(PARTS, every=6))
def test_what_a_part_of_the_record_says(part: Part, day: date | None, primary: bool) -> None:
    told, engine = PARTS[day, primary], part(day, primary)
    found = {
        kpi: engine.execute(HEADLINE, [kpi]).fetchone()
        for kpi in ("certified_cities", "promotion_zones", "province_coverage")
    }
    assert found["certified_cities"] == (37, "=", date(2025, 8, 27))
    assert found["province_coverage"] == (25, "=", date(2023, 7, 1))  # it can't fall to 16
    assert found["promotion_zones"] is not None
    assert found["promotion_zones"][:2] == told.zones
    assert engine.execute(NAMED).fetchone() == (told.named, told.provinces)


def test_nothing_rests_on_a_secondary_document(part: Part) -> None:
    count = "select count(*) from {} semi join ({}) using (doc_id)"
    engine = part(None, True)
    secondary = "from core.dim_document where is_secondary"
    assert engine.execute(count.format("core.dim_document", secondary)).fetchone() == (0,)
    left_over = "select count(*) from marts.statement anti join core.dim_document using (doc_id)"
    assert engine.execute(left_over).fetchone() == (0,)


def test_primary_sources_are_all_but_the_secondary_ones(warehouse: Path, part: Part) -> None:
    query = "select statement_id from marts.statement {} order by all"
    primary = "semi join (from core.dim_document where not is_secondary) using (doc_id)"
    with duckdb.connect(str(warehouse), read_only=True) as whole:
        expected = whole.execute(query.format(primary)).fetchall()
        assert len(whole.execute(query.format("")).fetchall()) > len(expected)
    assert part(None, True).execute(query.format("")).fetchall() == expected


@pytest.mark.parametrize("primary", some([True, False], every=2))
def test_two_days_are_compared_by_the_sources_chosen(warehouse: Path, primary: bool) -> None:
    before, after = (Side(warehouse, day, primary) for day in (BEFORE, REGISTRY))
    engine = comparison(before, after, CONFIG)
    zones = (
        "select was_value, became_value from meta.change "
        "where kind = 'value' and subject = 'promotion_zones' and segment = 'TH'"
    )
    assert engine.execute(zones).fetchall() == ([] if primary else [(100, 190)])
    engine.close()
