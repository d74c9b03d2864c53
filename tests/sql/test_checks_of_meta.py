"""Checks that look at the build's own description: KPIs by example."""

import duckdb

from etl import models

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


def test_a_kpi_that_waits_for_a_form_is_no_fault() -> None:
    (check,) = [
        model for model in models.read("checks") if model.table == "headline_without_figure"
    ]
    with duckdb.connect() as connection:
        connection.execute(DESCRIBED)
        assert connection.sql(check.sql).fetchall() == [("empty",), ("past",)]
