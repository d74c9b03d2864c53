"""Why a figure differs between two days, worked by hand from data/raw.

What documents stated by each day stands in `test_as_known_on.py`: certified cities 30 (OB047), 36
(OB049), 37 (OB051, OB052); provinces with one 23 (OB055), 25 (OB056); zones 40, 50. The counts that
fell since, 30 cities (OB050) and 16 provinces (OB057, OB058), move nothing: what stood can't fall.

Of the cities named: by the end of 2564, 14 cities in 10 provinces; in 2565 the first documents on
the logos of Chiang Rai, Khan Song (Chonburi), Korat, Krabi, Nan, Pattani, Phitsanulok city and
Phitsanulok province, in seven provinces that had none, and of Rayong city beside Wangchan Valley:
eight cities by provinces that enter, one by a province that stays. Of 77 provinces, seven more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.warehouse.data import CONFIG
from dashboard.warehouse.engines import Side, comparison
from tests.cases import some

MOVED = """
    select
        was_value,
        became_value,
        new_statements,
        places_entered,
        places_left,
        parts,
    from meta.change
    where kind = 'value' and subject = ? and place_code = 'TH' and segment = ?
"""
MAE_HIA = ["mae-hia-02"]
ENTERED = ["20", "30", "55", "57", "65", "81", "94"]


@dataclass(frozen=True)
class Move:
    """A figure on the last days of two years (Buddhist era), and what its move is made of."""

    kpi: str
    segment: str
    years: tuple[int, int]
    values: tuple[float, float]
    parts: dict[str, float]
    entered: list[str] = field(default_factory=list)
    statements: list[str] | None = None  # None: many


MOVES = [
    Move("certified_cities", "TH", (2564, 2565), (15, 30), {"new": 15}, [], ["OB047"]),
    Move("certified_cities", "named", (2564, 2565), (14, 23), {"entered": 8, "stayed": 1}, ENTERED),
    Move(
        *("province_coverage", "named", (2564, 2565), (1000 / 77, 1700 / 77)),
        *({"entered": 700 / 77}, ENTERED),
    ),
    # Mae Hia is in Chiang Mai, which had no zone that is named: 14 and one more
    Move("promotion_zones", "named", (2564, 2565), (14, 15), {"entered": 1}, ["50"], MAE_HIA),
    Move("certified_cities", "TH", (2566, 2568), (36, 37), {"new": 1}, [], ["OB051", "OB052"]),
]
OTHER_YEARS = [
    Move(
        *("province_coverage", "TH", (2565, 2566), (2300 / 77, 2500 / 77)),
        *({"new": 200 / 77}, [], ["OB056"]),
    ),
    Move("promotion_zones", "TH", (2563, 2564), (40, 50), {"new": 10}, [], ["OB185"]),
]

Between = Callable[[int, int], duckdb.DuckDBPyConnection]


@pytest.fixture(scope="module")
def between(warehouse: Path) -> Iterator[Between]:
    """The record on the last day of a year against that of another year."""
    engines: dict[tuple[int, int], duckdb.DuckDBPyConnection] = {}

    def compared(before: int, after: int) -> duckdb.DuckDBPyConnection:
        if (before, after) not in engines:
            then, now = (Side(warehouse, date(year - 543, 12, 31)) for year in (before, after))
            engines[before, after] = comparison(then, now, CONFIG)
        return engines[before, after]

    yield compared
    for engine in engines.values():
        engine.close()


@pytest.mark.parametrize(
    "move",
    [*MOVES, *(pytest.param(move, marks=pytest.mark.trial) for move in OTHER_YEARS)],
    ids=lambda move: f"{move.kpi} {move.segment}",
)
def test_a_move_is_split(between: Between, move: Move) -> None:
    found = between(*move.years).execute(MOVED, [move.kpi, move.segment]).fetchall()
    ((was, became, new, entered, left, parts),) = found
    assert (was, became) == pytest.approx(move.values)
    assert move.statements in (None, new)
    assert (entered, left) == (move.entered, [])
    assert {part["part"]: part["change"] for part in parts} == pytest.approx(move.parts)


@pytest.mark.parametrize(
    ("kpi", "years"),
    some([("province_coverage", (2566, 2568)), ("certified_cities", (2566, 2567))], every=2),
)
def test_a_lower_count_of_a_stock_moves_nothing(
    between: Between, kpi: str, years: tuple[int, int]
) -> None:
    assert between(*years).execute(MOVED, [kpi, "TH"]).fetchall() == []


@pytest.mark.trial
def test_back_in_time_the_same_provinces_leave(between: Between) -> None:
    found = between(2565, 2564).execute(MOVED, ["certified_cities", "named"]).fetchall()
    ((was, became, new, entered, left, parts),) = found
    assert (was, became, new, entered, left) == (23, 14, [], [], ENTERED)
    assert parts == [{"part": "left", "change": -8}, {"part": "stayed", "change": -1}]


def test_what_nobody_stated_before_has_no_move_to_split(between: Between) -> None:
    found = between(2564, 2565).execute(MOVED, ["province_coverage", "TH"]).fetchall()
    assert found == [(None, pytest.approx(2300 / 77), ["OB055"], [], [], [])]


def test_a_comparison_reads_no_file_and_takes_no_setting(between: Between, tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("secret", encoding="utf-8")
    engine = between(2564, 2565)
    for hostile in (
        f"select content from read_text('{file}')",
        f"attach '{tmp_path}/other.duckdb' as other",
        "set memory_limit = '100GB'",
    ):
        with pytest.raises(duckdb.Error):
            engine.cursor().execute(hostile)
