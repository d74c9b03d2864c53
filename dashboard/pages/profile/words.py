"""How a province's figures are worded: name, value, rank, median; and which provinces are near."""

import polars as pl

from dashboard.parts import ranks
from dashboard.parts.tables import Row, day, number, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.once import once, where
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

FEW = 100  # below it a median keeps a decimal
PEERS = 5


def own(page: Page) -> pl.DataFrame:
    """The figures of the chosen province."""
    return where(page.figures, province_code=page.reader.province)


def nearest(page: Page) -> pl.DataFrame:
    """The five nearest by the reading of the link: their place (`near`), difference (`far`)."""
    end = "_any_region" if state.choice("peers", ("region", "any")) == "any" else ""
    return _nearest(page.peers, end)


@once
def _nearest(peers: pl.DataFrame, end: str) -> pl.DataFrame:
    near, far = pl.col(f"nearness{end}").alias("near"), pl.col(f"distance{end}").alias("far")
    return peers.with_columns(near, far).filter(pl.col("near") <= PEERS).sort("near")


def name(row: Row, reader: Reader, *, short: bool = False) -> str:
    """A figure's name; a KPI's with the set and phase that it counts, unless `short`."""
    if row["kind"] == "fact":
        return reader.t(f"profile_figure.{row['figure_id']}")
    phase = string(row, "phase")
    parts = (
        string(row, f"label_{reader.lang}"),
        None if short else string(row, f"segment_{reader.lang}"),
        reader.label("phase", phase) if phase and not short else None,
    )
    return " · ".join(part for part in parts if part)


def value(row: Row, reader: Reader) -> str:
    """A figure with its qualifier and unit."""
    found = number(row, "value")
    if row["unit"] == "rank" and found is not None:
        return reader.rank(found, number(row, "of"))
    kind = str(row["format"]) or "integer"
    if found is not None and not row["format"]:
        found = float(fmt.number(found).replace(",", ""))  # a fact is told whole
    unit, sign = str(row["unit"]), string(row, "qualifier")
    low, high = number(row, "lower"), number(row, "upper")
    return reader.figure(Figure(found, unit, kind, sign=sign, lower=low, upper=high))


def middle(row: Row, reader: Reader) -> str:
    """The median of the provinces that have the figure; a dash where some may have more."""
    found = number(row, "middle")
    if found is None or row["provinces"] == 1:
        return "–"
    kind = str(row["format"])
    if not kind:
        decimals = 1 if found < FEW and found != round(found) else 0
        return f"{fmt.number(found, decimals)} {reader.unit(str(row['unit']), found)}"
    return reader.figure(Figure(found, str(row["unit"]), kind))


def rank(row: Row, reader: Reader) -> str:
    """Which place a figure has, shared by how many, of how many; nothing where it has none."""
    return ranks.told(row, "provinces", reader)


def gpp_year(row: Row, reader: Reader) -> str:
    """The year of the GPP, and whether it is preliminary."""
    year = reader.day(day(row, "gpp_as_of"), "year")
    return f"{year} {reader.label('gpp_status', string(row, 'gpp_status'))}"
