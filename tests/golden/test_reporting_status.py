"""The reporting status of every KPI with the shipped data, and what the partly reported ones lack.

What the query of the definitions page says is compared with what follows from the KPI's golden
line, its header and the declarations of the forms: a new KPI needs nothing here. Public documents
alone speak, so no KPI is reported by agencies; `test_templates_fill` fills their forms.
"""

from pathlib import Path

import duckdb
import pytest

from etl.build import models
from etl.project import SHIPPED
from sql import warehouse as published
from tests.conftest import TODAY
from tests.golden.test_worked_values import GOLDEN, WORKED

KPIS = {model.table: model for model in models.read("metrics")}
BATCHES = {  # of the ambassadors; what is stated for one of them alone is stated in part
    line["segment"]
    for line in WORKED
    if (line["metric"], line["segment_kind"]) == ("cohort_participants", "ambassadors")
}
SILENT = ("waiting", "refused")
ALL_PROVINCES = 77
QUERIES = published.page_queries("definitions")


def forms(metric: str) -> list[str]:
    """The forms that name a KPI."""
    code = KPIS[metric].header["code"]
    return sorted(
        source.name
        for source in SHIPPED.sources
        if source.template and code in source.template.kpis
    )


def lack(metric: str, named: set[tuple[str, str]]) -> str | None:
    """What a KPI lacks of which figures are stated, `named` being their places and segments."""
    wanted = KPIS[metric].part("headline")
    found = [line for line in WORKED if line["metric"] == metric and wanted.items() <= line.items()]
    if not found:
        return "headline"
    (headline,) = found
    if not headline["as_of"]:
        return "undated"
    if headline["segment"] in BATCHES and not {segment for _, segment in named} >= BATCHES:
        return "batches"
    provinces = {place for place, _ in named} - {"TH"}
    if headline["place"] != "TH" and 1 < len(provinces) < ALL_PROVINCES:
        return "places"
    return None


@pytest.fixture(scope="module")
def rows(warehouse: Path) -> dict[str, dict[str, object]]:
    """metric -> its row on the definitions page."""
    with duckdb.connect(str(warehouse), read_only=True) as built:
        found = built.sql(QUERIES["metrics"], params={"today": TODAY}).pl()
    return {row["metric_id"]: row for row in found.iter_rows(named=True)}


@pytest.fixture(scope="module")
def expected(warehouse: Path) -> dict[str, tuple[str, str | None]]:
    """metric -> its status and what it lacks, of the KPIs that have a golden line."""
    with duckdb.connect(str(warehouse), read_only=True) as built:
        refused = {code for (code,) in built.sql("select code from marts.refused_ratio").fetchall()}
        stated = built.sql(
            "select metric_id, place_code, segment from metrics.metric_value "
            "where place_kind <> 'region'"
        ).fetchall()
    found: dict[str, tuple[str, str | None]] = {}
    for metric in {line["metric"] for line in GOLDEN}:
        if metric in {line["metric"] for line in WORKED}:
            lacking = lack(
                metric, {(place, segment) for name, place, segment in stated if name == metric}
            )
            found[metric] = ("partly" if lacking else "reported", lacking)
        else:
            is_refused = KPIS[metric].header["code"] in refused
            found[metric] = ("refused" if is_refused else "waiting", None)
    return found


def test_each_kpi_has_its_status(
    rows: dict[str, dict[str, object]], expected: dict[str, tuple[str, str | None]]
) -> None:
    assert {metric: (row["status"], row["part"]) for metric, row in rows.items()} == expected
    assert {found for found, _ in expected.values()} == {*("reported", "partly"), *SILENT}


def test_each_kpi_names_the_forms_that_it_waits_for(rows: dict[str, dict[str, object]]) -> None:
    named = {
        metric: [form["source"] for form in row["templates"]]  # type: ignore[attr-defined]
        for metric, row in rows.items()
    }
    assert named == {metric: forms(metric) for metric in KPIS}
    assert all(named[metric] for metric, row in rows.items() if row["status"] == "waiting")


def test_a_refused_ratio_has_both_parts_and_its_sentence(
    rows: dict[str, dict[str, object]],
) -> None:
    ratio = rows["mobilisation_ratio"]
    assert ratio["value"] is None
    assert (ratio["numerator_qualifier"], ratio["numerator"]) == (">", 30_900_000_000)
    assert (ratio["denominator_qualifier"], ratio["denominator"]) == (">", 66_000_000_000)
    assert ratio["reason_th"]
    assert ratio["reason_en"]


def test_every_form_and_no_other_source_stands_beside_its_kpis(
    warehouse: Path, expected: dict[str, tuple[str, str | None]]
) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as built:
        found = built.sql(f"select metric_id, source, state, rows from ({QUERIES['matrix']})")
        cells = found.fetchall()
    sent = [cell for cell in cells if cell[1] != "public"]
    assert sorted(sent) == sorted(
        (metric, form, "awaited", 0) for metric in KPIS for form in forms(metric)
    )
    spoken = {metric for metric, source, state, _ in cells if (source, state) == ("public", "used")}
    assert spoken.isdisjoint(metric for metric, (found, _) in expected.items() if found in SILENT)
    assert spoken >= {metric for metric, (found, _) in expected.items() if found == "partly"}
