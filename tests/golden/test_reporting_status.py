"""The reporting status of every KPI with the shipped data, and what the partly reported ones lack.

Read from the query of the definitions page. Public documents alone speak here, so no KPI is
reported by agencies; `test_templates_fill` fills their forms. A KPI that is not listed here is
reported in full.
"""

from pathlib import Path

import duckdb
import pytest

from sql import warehouse as published

PARTLY = {
    "batches": [
        "plans_submitted",
        "plan_zone_conversion",
        "planned_investment_per_plan",
        "completion_rate",
        "officials_trained",
        "citizens_reached",
    ],
    "undated": ["cdp_areas", "ambassadors_per_province", "pilot_projects", "pilot_project_value"],
    "headline": ["zone_certified_conversion", "certified_population", "disbursed_investment"],
    "places": ["tscci_score"],
}
REFUSED = ["mobilisation_ratio"]
WAITING = {  # the forms that each waits for
    "agency_plan_events": ["certification_time", "renewals_due", "renewal_rate", "logos_ended"],
    "agency_plan_progress": ["plans_above_threshold", "reports_on_time"],
    "agency_component_scores": ["components_complete"],
    "agency_plan_dimensions": ["dimensions_per_plan", "plans_with_environment"],
    "agency_area_population": ["certified_population_share"],
    "agency_investment_flows": ["private_share"],
    "agency_investment_flows agency_targets": ["economic_value"],
    "agency_cohort_budgets agency_training_delivery": [
        "officials_per_million",
        "baht_per_official",
    ],
    "agency_cohort_followups": ["retention"],
    "agency_city_data_platforms": ["cdp_share"],
    "agency_city_datasets": ["open_datasets_complete"],
    "agency_index_scores": ["scpri_score"],
}
LACKING = {
    **{metric: ("partly", part) for part, metrics in PARTLY.items() for metric in metrics},
    **dict.fromkeys(REFUSED, ("refused", None)),
    **{metric: ("waiting", None) for metrics in WAITING.values() for metric in metrics},
}
QUERIES = published.page_queries("definitions")


@pytest.fixture(scope="module")
def rows(warehouse: Path) -> dict[str, dict[str, object]]:
    """metric -> its row on the definitions page."""
    with duckdb.connect(str(warehouse), read_only=True) as built:
        found = built.sql(QUERIES["metrics"]).pl()
    return {row["metric_id"]: row for row in found.iter_rows(named=True)}


def test_each_kpi_has_its_status(rows: dict[str, dict[str, object]]) -> None:
    found = {metric: (row["status"], row["part"]) for metric, row in rows.items()}
    assert found == dict.fromkeys(rows, ("reported", None)) | LACKING


def test_what_waits_names_the_forms_that_it_waits_for(rows: dict[str, dict[str, object]]) -> None:
    named = {
        metric: " ".join(form["source"] for form in row["templates"])  # type: ignore[attr-defined]
        for metric, row in rows.items()
        if row["status"] == "waiting"
    }
    assert named == {metric: forms for forms, metrics in WAITING.items() for metric in metrics}


def test_a_refused_ratio_has_both_parts_and_its_sentence(
    rows: dict[str, dict[str, object]],
) -> None:
    ratio = rows["mobilisation_ratio"]
    assert ratio["value"] is None
    assert (ratio["numerator_qualifier"], ratio["numerator"]) == (">", 30_900_000_000)
    assert (ratio["denominator_qualifier"], ratio["denominator"]) == (">", 66_000_000_000)
    assert ratio["reason_th"]
    assert ratio["reason_en"]


def test_every_form_and_no_other_source_stands_beside_its_kpis(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as built:
        found = built.sql(f"select metric_id, source, state, rows from ({QUERIES['matrix']})")
        cells = found.fetchall()
        promised = built.sql(
            "select metric.metric_id, source.source from meta.metric as metric "
            "inner join meta.source as source on list_contains(source.kpis, metric.code)"
        ).fetchall()
    forms = {(metric, source) for metric, source, *_ in cells if source != "public"}
    assert forms == set(promised)
    assert {(state, rows) for _, source, state, rows in cells if source != "public"} == {
        ("awaited", 0)
    }
    silent = {metric for metric, (status, _) in LACKING.items() if status != "partly"}
    spoken = {metric for metric, source, state, _ in cells if (source, state) == ("public", "used")}
    assert spoken.isdisjoint(silent)
    assert {metric for metric, (status, _) in LACKING.items() if status == "partly"} <= spoken
