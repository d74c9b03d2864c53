"""The parts of every moved figure add up to its move, whichever two days are compared."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.reader.text import labels
from dashboard.warehouse.data import CONFIG
from dashboard.warehouse.engines import Side, comparison
from tests.cases import some

DAYS = [  # None: all that the build knows, documents without a day as well
    (None, date(2024, 4, 23)),
    (date(2017, 12, 31), date(2020, 7, 3)),
    (date(2020, 10, 20), date(2021, 12, 24)),
    (date(2021, 12, 24), date(2023, 8, 21)),
    (date(2023, 6, 13), date(2023, 6, 14)),
    (date(2023, 12, 31), date(2025, 12, 31)),
    (date(2025, 12, 31), date(2022, 11, 9)),
    (date(2019, 12, 31), None),
]
MOVED = """
    select
        change.*,
        metric.rollup,
    from meta.change as change
    inner join meta.metric as metric
        on change.subject = metric.metric_id
    where change.kind = 'value'
"""
BEHIND = {
    "new": "new_statements",
    "revised": "revised_statements",
    "lost": "lost_statements",
    "chosen": "chosen_statements",
    "entered": "places_entered",
    "left": "places_left",
}


def split(row: Mapping[str, object]) -> dict[str, float]:
    return {part["part"]: part["change"] for part in row["parts"]}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("earlier", "later"), some(DAYS, every=7))
def test_the_parts_of_every_move_add_up(
    warehouse: Path, earlier: date | None, later: date | None
) -> None:
    engine = comparison(Side(warehouse, earlier), Side(warehouse, later), CONFIG)
    if later is None:  # a build on a side can't be written
        for table in ("mirrored.meta.build", "meta.build"):
            with pytest.raises(duckdb.Error):
                engine.cursor().execute(f"delete from {table}")
    moved = engine.sql(MOVED).pl().to_dicts()
    values = {
        (side, *row[:-1]): row[-1]
        for side, of in (("was", "previous."), ("became", ""))
        for row in engine.execute(
            "select metric_id, segment_kind, segment, phase, place_code, value "
            f"from {of}metrics.metric_value where is_current"
        ).fetchall()
    }
    engine.close()
    assert len({row["subject"] for row in moved}) > 5
    assert any(split(row) for row in moved)
    for row in moved:
        parts = split(row)
        was, became = row["was_value"], row["became_value"]
        if was is None or became is None:
            assert parts == {}, row
            continue
        assert sum(parts.values()) == pytest.approx(became - was), row
        assert all(parts.values()), row
        assert parts.keys() <= labels("part", "en").keys()
        for part in parts.keys() & BEHIND.keys():  # none without what it speaks of
            assert row[BEHIND[part]], row
        if row["rollup"] == "sum" and "entered" in parts:
            key = (row["subject"], row["segment_kind"], row["segment"], row["phase"])
            there = [values["became", *key, place] for place in row["places_entered"]]
            assert parts["entered"] == sum(there)
