"""The rows behind each figure of the start page come to it, with the decimals of the figure."""

import math
import re

import pytest

from dashboard.reader import text
from dashboard.reader.reader import Reader
from dashboard.warehouse.data import read_page
from tests.app.conftest import Opened, Opening

NUMBER = re.compile(r"[-\u2212]?\d[\d,]*(?:\.\d+)?")
GIVES = {text.t(f"behind.{key}", "en") for key in ("gives", "above", "below")}


def number(cell: str) -> float | None:
    """The number of a cell, its sign left out; None for a dash or words."""
    found = NUMBER.search(cell)
    return float(found[0].replace(",", "").replace("\u2212", "-")) if found else None


def figure(page: Opened) -> str:
    """The figure that the drawer tells, with its qualifier and unit."""
    told = (re.match(r"\*\*(.+?)\*\* · ", words.value) for words in page.app.markdown)
    return next(found[1].replace("\\", "") for found in told if found)


def added(page: Opened, told: str) -> float:
    """What the rows come to."""
    listed = page.app.dataframe[-1].value
    columns = [
        [value for row in page.listings[-1] if (value := number(row[place])) is not None]
        for place, name in enumerate(listed.columns)
        if name in GIVES
    ]
    if len(columns) == 1:
        given = sum(columns[0])
    else:
        above, below = columns
        given = (100 if "%" in told else 1) * sum(above) / sum(below)
    decimals = len((NUMBER.search(told) or [""])[0].partition(".")[2])
    if told.startswith(text.labels("qualifier", "en")[">"]):  # a lower bound is cut down
        return math.floor(given * 10.0**decimals) / 10.0**decimals
    return round(given, decimals)


@pytest.mark.parametrize("place", [{}, {"province": "83"}], ids=str)
def test_the_rows_of_each_figure_come_to_it(opening: Opening, place: dict[str, str]) -> None:
    opening("overview", lang="en", **place)
    reader = Reader(lang="en", province=place.get("province"))
    kpis = read_page("overview", reader).tiles
    looked = 0
    for row in kpis.iter_rows(named=True):
        if row["value"] is None or (place and row["place_kind"] == "national"):
            continue
        opened = f"kpi:{row['metric_id']}"
        page = opening("overview", lang="en", open=opened, part="rows", **place)
        told = figure(page)
        given = added(page, told) if page.app.dataframe else 0
        assert given == number(told), (opened, told)
        looked += 1
    assert looked >= (1 if place else 7)
