"""The figures that any reader can check by hand: parts as published, value and sign as derived.

`values.csv` holds them, a line a figure: the value as printed, its sign, of a ratio its parts, and
as of when, where a document says so. A KPI of which nothing is stated has a line with its name.

`values_known_2026-04-27.csv` holds those that differ as known on 27 April 2569: the day before the
secondary source on all 37 certified cities was published.
"""

import csv
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.warehouse.data import CONFIG
from dashboard.warehouse.engines import record


def golden_lines(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GOLDEN = golden_lines("values.csv")
BEFORE = golden_lines("values_known_2026-04-27.csv")
WORKED = [line for line in GOLDEN if line["value"]]
KEY = ("metric", "place", "segment_kind", "segment", "phase")


@pytest.fixture(scope="module")
def built(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def before(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The record as known on the day before the secondary source."""
    with closing(record(warehouse, date(2026, 4, 27), CONFIG)) as connection:
        yield connection


@pytest.mark.parametrize("golden", WORKED, ids=lambda golden: "-".join(list(golden.values())[:5]))
def test_a_figure_is_as_worked_by_hand(
    built: duckdb.DuckDBPyConnection, golden: dict[str, str]
) -> None:
    assert_as_worked(built, golden)


@pytest.mark.parametrize("golden", BEFORE, ids=lambda golden: "-".join(list(golden.values())[:5]))
def test_a_figure_is_as_worked_before_the_secondary_source(
    before: duckdb.DuckDBPyConnection, golden: dict[str, str]
) -> None:
    assert_as_worked(before, golden)


def assert_as_worked(built: duckdb.DuckDBPyConnection, golden: dict[str, str]) -> None:
    shown = golden["value"]
    decimals = len(shown.partition(".")[2])
    found = built.execute(
        f"""
        select
            round(value, {decimals}), qualifier, coalesce(period, ''), numerator, denominator,
            upper is null,
        from metrics.metric_value
        where
            metric_id = ? and place_code = ? and segment_kind = ? and segment = ? and phase = ?
            and is_current
        """,
        [golden[part] for part in KEY],
    ).fetchall()
    parts = [float(golden[part]) if golden[part] else None for part in ("numerator", "denominator")]
    assert [row[:5] for row in found] == [(float(shown), golden["sign"], golden["as_of"], *parts)]
    if golden["numerator"]:
        assert found[0][5] == (golden["sign"] in {">", ">="})  # a lower bound has no upper one


def test_a_line_without_a_value_says_that_nothing_is_stated(
    built: duckdb.DuckDBPyConnection,
) -> None:
    silent = {line["metric"] for line in GOLDEN} - {line["metric"] for line in WORKED}
    stated = built.sql("select distinct metric_id from metrics.metric_value").fetchall()
    assert silent.isdisjoint(metric for (metric,) in stated)


def test_officials_per_agency_and_per_participant(built: duckdb.DuckDBPyConnection) -> None:
    found = built.sql(
        "select ratio, round(value, 2), numerator, denominator from marts.cohort_ratio "
        "where cohort = 'SCA-2' order by ratio"
    ).fetchall()
    assert found == [
        ("officials_per_agency", 34.19, 5_813, 170),
        ("officials_per_participant", 13.03, 5_813, 446),
    ]


def test_no_other_role_phase_or_edition_is_counted(built: duckdb.DuckDBPyConnection) -> None:
    """Roles and phases of the batches stay apart; of the SCPRI only ranks are public, no score."""
    found = built.sql(
        "select metric_id, place_code, segment_kind, segment, phase from metrics.metric_value "
        "where is_current and (metric_id in ('imd_rank', 'tscci_score', 'scpri_score') "
        "or metric_id = 'cohort_participants' and starts_with(segment, 'SCA-'))"
    ).fetchall()
    worked = [tuple(line[part] for part in KEY) for line in WORKED]
    metrics = {metric for metric, *_ in found}
    assert sorted(found) == sorted(key for key in worked if key[0] in metrics)


def test_over_120_stays_beside_126(built: duckdb.DuckDBPyConnection) -> None:
    found = built.sql(
        "select value, qualifier, statement_ids, is_current from metrics.metric_value "
        "where metric_id = 'plans_created' and segment = 'SCA-2' order by value"
    ).fetchall()
    assert found == [(120, ">", ["OB157", "OB159"], False), (126, "=", ["OB156", "OB158"], True)]


NAMED = """
    select count(*), count(distinct province_code), bool_and(is_national)
    from marts.plan_status where is_certified
"""


def test_37_named_plans_in_25_provinces_since_the_secondary_source(
    built: duckdb.DuckDBPyConnection, before: duckdb.DuckDBPyConnection
) -> None:
    """That it is since that very day is in `test_primary_sources.py`."""
    assert before.execute(NAMED).fetchall() == [(30, 19, True)]
    assert built.execute(NAMED).fetchall() == [(37, 25, True)]


def test_the_secondary_documents_are_four(built: duckdb.DuckDBPyConnection) -> None:
    found = built.sql(
        "select known_from, count(*) from core.dim_document where is_secondary group by all "
        "order by all"
    ).fetchall()
    assert found == [(date(2026, 4, 28), 2), (date(2026, 7, 19), 1), (None, 1)]


def test_the_published_count_and_the_named_plans_add_up(built: duckdb.DuckDBPyConnection) -> None:
    found = built.sql(
        "select measure, published, named, not_named from marts.reconciliation "
        "where as_of = date '2025-08-27' order by measure"
    ).fetchall()
    assert found == [("certified_cities", 37, 37, 0), ("certified_provinces", 16, 25, -9)]
    assert built.sql(  # three of the thirty were endorsed "in November"
        "select measure, published, named from marts.reconciliation "
        "where as_of = date '2022-11-09' order by measure"
    ).fetchall() == [("certified_cities", 30, 30), ("certified_provinces", 23, 23)]
    assert built.sql(
        "select bool_and(published = named + not_named) from marts.reconciliation"
    ).fetchall() == [(True,)]


def test_the_provinces_and_regions_of_a_count_add_up_to_it(
    built: duckdb.DuckDBPyConnection,
) -> None:
    found = built.sql(
        "select metric_id, place_kind, count(*), sum(value) from metrics.metric_value "
        "where metric_id in ('certified_cities', 'promotion_zones') and segment = 'named' "
        "and is_current group by all order by all"
    ).fetchall()
    assert found == [
        ("certified_cities", "national", 1, 37),
        ("certified_cities", "province", 77, 37),
        ("certified_cities", "region", 6, 37),
        ("promotion_zones", "national", 1, 29),
        ("promotion_zones", "province", 77, 29),
        ("promotion_zones", "region", 6, 29),
    ]


def test_refused_ratios_show_their_parts_as_stated(built: duckdb.DuckDBPyConnection) -> None:
    found = built.sql(
        "select code, numerator_qualifier, numerator, denominator_qualifier, denominator "
        "from marts.refused_ratio order by refusal_id"
    ).fetchall()
    assert found == [
        ("CERT-07", "=", 37, "=", 190),
        ("INV-04", ">", 30.9e9, ">", 66e9),
        ("PPL-03", "=", 446, "=", 150),
    ]


def test_amounts_are_added_only_once_and_within_one_stage(
    built: duckdb.DuckDBPyConnection,
) -> None:
    found = built.sql(
        "select count(*) from metrics.metric_value as figure, "
        "unnest(figure.statement_ids) as named (statement_id) "
        "inner join core.fct_investment_statement as statement "
        "on named.statement_id = statement.statement_id "
        "where figure.place_kind = 'province' and not (statement.counts_once and statement.stage = "
        "case figure.metric_id when 'disbursed_investment' then 'disbursed' else 'planned' end)"
    ).fetchall()
    assert found == [(1,)]  # the other side of the red line: it gives the range, and is not added


def test_one_side_of_an_open_conflict_enters_no_sum_as_exact(
    built: duckdb.DuckDBPyConnection,
) -> None:
    found = built.sql(
        "select value / 1e6, lower / 1e6, upper / 1e6, qualifier, statement_ids "
        "from metrics.metric_value "
        "where metric_id = 'other_planned_investment' and place_code = '40'"
    ).fetchall()
    assert found == [(21_000, 21_000, 23_000, ">=", ["IN057"])]


def test_phuket_has_two_distinct_payments(built: duckdb.DuckDBPyConnection) -> None:
    found = built.sql(
        "select place_code, value, qualifier, list(statement_id order by statement_id) "
        "from metrics.metric_value inner join metrics.figure_statement "
        "using (metric_id, figure, figure_set) "
        "where metric_id = 'disbursed_investment' group by all"
    ).fetchall()
    assert found == [("83", 402_000_000, "=", ["IN027", "IN041"])]  # 386 and 16 million baht


def test_no_ratio_is_made_of_different_sets(built: duckdb.DuckDBPyConnection) -> None:
    found = built.sql(
        "select metric_id, value from metrics.metric_value "
        "where metric_id in ('mobilisation_ratio', 'private_share', 'cdp_share')"
    ).fetchall()
    assert found == []  # 30,900 over 66,000; 7 platforms over 37 logos
