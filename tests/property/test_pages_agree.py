"""No two rows of a page contradict each other, whatever the day and the sources.

Each pair of KPIs that share a count is compared on the frames that a page draws. The rules know
nothing of the record: they hold on any day.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.reader.filters import Sources
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import data
from sql import warehouse as published
from tests.cases import some
from tests.conftest import TODAY

Row = Mapping[str, object]
Pages = dict[str, Page]

# as known on a day; the whole record on a day to come
KNOWN = ["2020-07-02", "2023-06-14", "2024-04-30", "2025-08-26", "2026-04-27", "2026-07-19"]
TO_COME = [TODAY, "2026-12-31", "2027-08-27", "2027-12-31", "2028-01-01", "2031-10-01"]
PRIMARY = [TODAY, "2028-01-01"]
DAYS = [(day, "all") for day in KNOWN + TO_COME] + [(day, "primary") for day in PRIMARY]
REGIONS = ["north", "northeast", "central", "east", "south", "southern_border"]
COMPARED = {  # queries: what the rules look at, and what every read needs
    *("tiles", "targets", "by_province", "reconciliation", "named_certified", "pipeline"),
    *("plan_totals", "plans", "metrics", "figures", "days"),
}
NAMES = ("overview", "programme", "provinces", "profile", "definitions")
PROVINCE = "20"


def tiles(page: Page) -> dict[str, dict[str, object]]:
    return {str(row["metric_id"]): row for row in page.tiles.iter_rows(named=True)}


def number(row: Row, name: str) -> float | None:
    value = row[name]
    return None if value is None else float(str(value))


def differ(one: float | None, other: float | None) -> bool:
    """Whether two numbers are both stated and not the same."""
    return one is not None and other is not None and abs(one - other) > 1e-6


# --------------------------------------------------------------------------------- the pairs


def attainment_and_count(pages: Pages) -> Iterator[str]:
    """The share of the target is the count on its own tile over the target beside it."""
    found = tiles(pages["overview"])
    count, share = found["certified_cities"], found["target_attainment"]
    above, below = number(share, "numerator"), number(share, "denominator")
    if count["place_code"] == "TH" and count["as_of"] == share["as_of"]:
        if differ(number(count, "value"), above):
            yield f"{count['value']} cities, but {above} in their share of the target"
        if differ(number(count, "target_value"), below):
            yield f"target {count['target_value']} beside the count, {below} below the share"
    for row in pages["overview"].targets.iter_rows(named=True):
        latest = row["latest"]
        if row["measure"] != "certified_cities" or latest is None:
            continue
        if latest["as_of"] == share["as_of"] and differ(latest["share"], number(share, "value")):
            yield f"{latest['share']}% among the targets, {share['value']}% on the tile"
        if latest["as_of"] == count["as_of"] and differ(latest["value"], number(count, "value")):
            yield f"{latest['value']} among the targets, {count['value']} on the tile"


def share_and_count(pages: Pages) -> Iterator[str]:
    """A percentage is its numerator over its denominator, and lies between its bounds."""
    for page in pages.values():
        for row in page.tiles.iter_rows(named=True):
            above, below = number(row, "numerator"), number(row, "denominator")
            value = number(row, "value")
            if row["unit"] == "percent" and above is not None and below:
                if differ(value, 100 * above / below):
                    yield f"{page.name}: {row['metric_id']} {value}% of {above} / {below}"
                if value is not None and value > 100 + 1e-6:
                    yield f"{page.name}: {row['metric_id']} {value}%"


def named_and_published(pages: Pages) -> Iterator[str]:
    """What is named and what is not add up to what is published; each page names as many."""
    programme, overview = pages["programme"], pages["overview"]
    for row in programme.reconciliation.iter_rows(named=True):
        if row["named"] + row["not_named"] != row["published"]:
            yield f"{row['measure']}: {row['named']} + {row['not_named']} of {row['published']}"
    listed = programme.named_certified
    named = listed.filter(pl.col("part") == "named")["cities"].sum()
    mapped = overview.by_province["lower"].fill_null(0).sum()
    if named != mapped:
        yield f"{named} cities named on the programme page, {mapped} on the map"
    provinces = listed.filter(pl.col("part") == "named").height
    shaded = overview.by_province.filter(pl.col("lower") > 0).height
    if provinces != shaded:
        yield f"{provinces} provinces named, {shaded} shaded"
    count = tiles(overview)["certified_cities"]
    value = number(count, "value")
    if count["place_code"] == "TH" and value is not None and value < named:
        yield f"{value} cities published, {named} named"
    coverage = number(tiles(overview)["province_coverage"], "numerator")
    if coverage is not None and coverage < provinces:
        yield f"{coverage} provinces with a city, {provinces} with a named one"


def zone_and_conversion(pages: Pages) -> Iterator[str]:
    """Of the zones that are named so many have the logo; each plan stands on one step."""
    programme = pages["programme"]
    plans = programme.plans.filter(pl.col("programme") == "national")
    steps = dict(programme.pipeline.select("ladder_step", "plans_national").iter_rows())
    counted = dict(plans.group_by("status").len().iter_rows())
    for step, count in steps.items():
        if counted.get(step, 0) != count:
            yield f"{step}: {count} on the ladder, {counted.get(step, 0)} listed"
    for row in programme.plan_totals.iter_rows(named=True):
        total = programme.plans.filter(pl.col("programme") == row["programme"]).height
        if total != row["plans"]:
            yield f"{row['programme']}: {row['plans']} plans in all, {total} listed"
    for page in pages.values():
        found = tiles(page)
        zones = found.get("promotion_zones")
        conversion = found.get("plan_zone_conversion")
        if zones and conversion and zones["place_code"] == "TH":
            stock, batch = number(zones, "upper"), number(conversion, "numerator")
            if stock is not None and batch is not None and stock < batch:
                yield f"{page.name}: {stock} zones, {batch} of one batch"


def one_figure_on_every_page(pages: Pages) -> Iterator[str]:
    """The figure of a KPI is the same on each page that has it, and in the list of definitions."""
    told: dict[tuple[str, object], tuple[float, str]] = {}
    for page in pages.values():
        frames = [page.tiles, page.metrics] if page.name == "definitions" else [page.tiles]
        for frame in frames:
            for row in frame.iter_rows(named=True):
                value, place = number(row, "value"), row.get("place_code", "TH")
                if value is None or place != "TH" or not row.get("is_headline", True):
                    continue
                first = told.setdefault((str(row["metric_id"]), row["as_of"]), (value, page.name))
                if differ(first[0], value):
                    yield f"{row['metric_id']}: {first[0]} ({first[1]}), {value} ({page.name})"


def province_on_every_page(pages: Pages) -> Iterator[str]:
    """A province has as many certified cities on the map, in the ranking and in its profile."""
    certified = (pl.col("metric_id") == "certified_cities") & (pl.col("segment") == "named")
    maps = {
        "overview": pages["overview"].by_province,
        "provinces": pages["provinces"].by_province.filter(certified),
        "profile": pages["profile"].figures.filter(
            pl.col("figure_id").str.starts_with("certified_cities:")
        ),
    }
    told = {
        name: dict(frame.select("province_code", "lower").iter_rows())
        for name, frame in maps.items()
    }
    for name, counts in told.items():
        for code, count in counts.items():
            if differ(count, told["overview"].get(code)):
                yield f"{code}: {count} ({name}), {told['overview'].get(code)} (overview)"


def region_and_nation(pages: Pages) -> Iterator[str]:
    """Regions add up to what the map has in them, each on its own tile."""
    for region in REGIONS:
        if (page := pages.get(region)) is None:
            continue
        tile = tiles(page)["certified_cities"]
        here = page.by_province.filter(pl.col("region_code") == region)
        told = number(tile, "lower")
        if tile["place_code"] == region and differ(told, float(here["lower"].fill_null(0).sum())):
            yield f"{region}: {told} on the tile, {here['lower'].sum()} on its map"


RULES: tuple[Callable[[Pages], Iterator[str]], ...] = (
    attainment_and_count,
    share_and_count,
    named_and_published,
    zone_and_conversion,
    one_figure_on_every_page,
    province_on_every_page,
    region_and_nation,
)


def contradictions(pages: Pages) -> list[str]:
    return [told for rule in RULES for told in rule(pages)]


# --------------------------------------------------------------------------------- the days


def read(day: str, sources: Sources) -> Pages:
    """The frames of the pages on a day; today those of the regions too."""
    known = date.fromisoformat(day) if day < TODAY else None
    os.environ["SMARTCITY_TODAY"] = TODAY if known else day
    chosen = Reader(known=known, sources=sources)
    pages = {
        name: data.read_page(
            name,
            Reader(known=known, sources=sources, province=PROVINCE)
            if name == "profile"
            else chosen,
        )
        for name in NAMES
    }
    if day == TODAY:
        pages |= {
            region: data.read_page("overview", Reader(known=known, sources=sources, region=region))
            for region in REGIONS
        }
    return pages


@pytest.fixture
def today(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads what is compared alone; the day is given back after a test that reads on another."""
    assert warehouse.exists()
    monkeypatch.setenv("SMARTCITY_TODAY", TODAY)
    queries = published.page_queries
    monkeypatch.setattr(
        published,
        "page_queries",
        lambda page: {name: text for name, text in queries(page).items() if name in COMPARED},
    )


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(("day", "sources"), some(DAYS, every=6))
def test_no_two_rows_contradict_each_other(day: str, sources: Sources) -> None:
    assert contradictions(read(day, sources)) == []


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("page", "frame", "kpi", "column"),
    [
        ("overview", "tiles", "certified_cities", "value"),
        ("overview", "tiles", "target_attainment", "value"),
        ("overview", "tiles", "target_attainment", "denominator"),
        ("programme", "tiles", "province_coverage", "value"),
        ("programme", "reconciliation", "certified_provinces", "named"),
        ("programme", "named_certified", "named", "cities"),
        ("programme", "pipeline", "zone_declared", "plans_national"),
        ("definitions", "metrics", "promotion_zones", "value"),
        ("profile", "figures", "certified_cities:plan_set:named:announced", "lower"),
        ("east", "tiles", "certified_cities", "lower"),
    ],
)
def test_one_figure_that_is_off_by_one_is_found(
    page: str, frame: str, kpi: str, column: str
) -> None:
    pages = read(TODAY, "all")
    assert contradictions(pages) == []
    shown = pages[page].frames[frame]
    key = next(
        name
        for name in ("metric_id", "measure", "part", "ladder_step", "figure_id")
        if name in shown.columns
    )
    broken = shown.with_columns(pl.col(column) + (pl.col(key) == kpi).cast(pl.Int64))
    frames = {**pages[page].frames, frame: broken}
    assert contradictions(pages | {page: Page(pages[page].name, pages[page].reader, frames)})
