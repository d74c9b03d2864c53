"""The README's table of KPIs words each figure as the dashboard does."""

import re
from pathlib import Path

import duckdb

from dashboard.reader.figure import Figure
from dashboard.reader.reader import Reader
from sql.warehouse import text

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| \[[A-Z]+-\d+\]\(docs/metrics/(\w+)\.md\) \| .* \| (.*) \| (.*) \|$", re.MULTILINE
)


def test_figures_are_worded_as_on_the_definitions_page(warehouse: Path) -> None:
    """One formatter may not import the other; a KPI without a figure has no day either."""
    told = {name: (figure, day) for name, figure, day in ROW.findall(README)}
    with duckdb.connect(str(warehouse), read_only=True) as built:
        found = built.sql(text("queries/build/kpis.sql")).pl().to_dicts()
    assert set(told) == {row["metric_id"] for row in found}
    worded = {}
    for row in found:
        figure = Reader(lang="en").figure(Figure.of(row))
        is_none = figure == "No data yet"
        named = f" ({row['place_en']})" if row["place_en"] and not is_none else ""
        worded[row["metric_id"]] = (
            "no data yet" if is_none else f"{figure}{named}",
            "–" if is_none else row["period"] or "undated",
        )
    assert told == worded


def test_those_that_were_wrong() -> None:
    told = {name: (figure, day) for name, figure, day in ROW.findall(README)}
    assert told["ambassadors_per_province"] == ("1 person per province", "2022-07-04")
    assert told["imd_rank"][0] == "ranked 86th of 146 cities (IMD 2025: Bangkok)"
    assert told["tscci_score"][0] == "84.85% (TSCCI 2024: Wangchan Valley)"
    assert told["planned_investment_per_plan"][0] == "over 523.80 million baht per area"
    assert told["retention"] == ("no data yet", "–")
