"""Checks that look at the build's own description: KPIs by example."""

import duckdb

from etl.build import models
from sql import warehouse

Amount = float | None
# value, numerator, denominator, how the rows add, and what each gives above and below the line
Figure = tuple[float, Amount, Amount, str, list[tuple[Amount, Amount]]]

DESCRIBED = """
create schema meta;
create schema metrics;
create table meta.metric as
select
    metric_id, code, 'cohort' as headline_segment_kind, 'SCA-2' as headline_segment,
    null::varchar as headline_phase
from (values ('told', 'A-1'), ('waiting', 'A-2'), ('empty', 'A-3'), ('past', 'A-4'))
    as metrics (metric_id, code);
create table meta.source as
select source, has_template, kpis
from (values ('form', true, ['A-1', 'A-2']), ('shipped', false, ['A-3']))
    as sources (source, has_template, kpis);
create table metrics.metric_value as
select metric_id, 'cohort' as segment_kind, 'SCA-2' as segment, null::varchar as phase, is_current
from (values ('told', true), ('past', false)) as figures (metric_id, is_current);
"""

ADDED = """
create schema meta;
create schema metrics;
create schema marts;
create table meta.metric (metric_id varchar, unit varchar);
create table marts.statement as
select 'told' as statement_id, 'observation' as kind, 37 as value;
create schema core;
create table core.dim_province (province_code varchar, region_code varchar);
"""


def test_a_kpi_that_waits_for_a_form_is_no_fault() -> None:
    (check,) = [
        model for model in models.read("checks") if model.table == "headline_without_figure"
    ]
    with duckdb.connect() as connection:
        connection.execute(DESCRIBED)
        assert connection.sql(check.sql).fetchall() == [("empty",), ("past",)]


def test_a_source_that_could_not_be_loaded_is_told() -> None:
    (check,) = [model for model in models.read("checks") if model.table == "source_not_loaded"]
    with duckdb.connect() as connection:
        connection.execute("create schema meta")
        connection.execute(
            "create table meta.source_problem as select 'gpp' as source, 'half a file' as message"
        )
        assert connection.sql(check.sql).fetchall() == [("gpp", "half a file")]
    assert check.header["blocking"] is False


def test_rows_that_do_not_give_their_figure_are_named() -> None:
    """A ratio of 50 to 126 is 39.68%, of days 10, 20 and 60 the middle is 20, 37 - 31 are 6."""
    (check,) = [
        model for model in models.read("checks") if model.table == "rows_behind_do_not_add_up"
    ]
    figures: dict[str, Figure] = {
        "share": (39.6825396825, 50, 126, "ratio", [(50, None), (None, 126)]),
        "share_of_others": (50.0, 50, 126, "ratio", [(50, None), (None, 126)]),
        "share_of_fewer": (100 * 49 / 126, 49, 126, "ratio", [(50, None), (None, 126)]),
        "days": (20, None, None, "median", [(10, None), (60, None), (20, None)]),
        "mean_of_days": (30, None, None, "median", [(10, None), (60, None), (20, None)]),
        "not_named": (6, None, None, "sum", [(37, None), (-31, None)]),
        "none": (0, None, None, "sum", []),
        "nothing_behind": (3, None, None, "sum", []),
        "stated": (37, None, None, "stated", [(37, None)]),
        "stated_otherwise": (36, None, None, "stated", [(36, None)]),
    }
    with duckdb.connect() as connection:
        connection.execute(warehouse.text("macros.sql"))
        connection.execute(ADDED)
        connection.execute(warehouse.text("metric_value.sql"))
        views, _, _ = warehouse.text("figure.sql").partition("create or replace macro")
        connection.execute(views)
        for metric, (value, above, below, adds, parts) in figures.items():
            unit = "percent" if adds == "ratio" else "cities"
            connection.execute("insert into meta.metric values (?, ?)", [metric, unit])
            connection.execute(
                "insert into metrics.metric_value by name select $metric as metric_id, "
                "$metric as figure, $metric as figure_set, 'national' as place_kind, "
                "'TH' as place_code, 'national' as segment_kind, 'TH' as segment, "
                "$value as value, $above as numerator, $below as denominator, $adds as adds, "
                "'reported' as nature",
                {"metric": metric, "value": value, "above": above, "below": below, "adds": adds},
            )
            for one, other in parts:
                connection.execute(
                    "insert into metrics.metric_row values "
                    "($metric, $metric, 'TH', 'statement', null, $one, $other, ['told'], [])",
                    {"metric": metric, "one": one, "other": other},
                )
        found = [row[0] for row in connection.sql(check.sql).fetchall()]
    assert found == [
        "mean_of_days",
        "nothing_behind",
        "share_of_fewer",
        "share_of_fewer",
        "share_of_others",
        "stated_otherwise",
    ]
