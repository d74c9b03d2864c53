"""What the shipped files name, the shipped files describe."""

from functools import cache

import polars as pl
import pytest

from etl.intake.extract import editions
from etl.intake.validate import validate
from etl.project import SHIPPED
from etl.vocabulary import COHORT_NAMES, COHORTS, DIMENSION_NAMES, DIMENSIONS

SHIPPING = {source.name: source for source in SHIPPED.sources if source.folder != "inbox"}
WITH_DOCUMENT = [
    (name, column)
    for name, source in SHIPPING.items()
    for column in source.contract.columns()
    if column.endswith("doc_id") and name != "documents"
]
WITH_PLAN = [name for name, source in SHIPPING.items() if "plan_key" in source.contract.columns()]


@cache
def shipped(name: str) -> pl.DataFrame:
    """The newest edition of a source."""
    return validate(editions(SHIPPING[name], SHIPPED.data)[-1]).accepted


def statements() -> pl.DataFrame:
    columns = ("measure", pl.col("segment_kind").cast(pl.String), "segment", "unit")
    return pl.concat([shipped(name).select(columns) for name in ("observations", "targets")])


def strangers(used: pl.Series, known: pl.Series) -> list[str]:
    return sorted(set(used.drop_nulls()) - set(known))


@pytest.mark.parametrize(("name", "column"), WITH_DOCUMENT)
def test_every_document_is_listed(name: str, column: str) -> None:
    assert strangers(shipped(name)[column], shipped("documents")["doc_id"]) == []


@pytest.mark.parametrize("name", WITH_PLAN)
def test_every_plan_is_listed(name: str) -> None:
    assert strangers(shipped(name)["plan_key"], shipped("plans")["plan_key"]) == []


def test_every_solution_adopted_is_listed() -> None:
    adopted = shipped("solution_adoption")["solution_key"]
    assert strangers(adopted, shipped("solutions")["solution_key"]) == []


def test_a_superseded_target_is_listed() -> None:
    assert strangers(shipped("targets")["supersedes"], shipped("targets")["target_id"]) == []


def test_measures_are_those_in_use_and_their_units_agree() -> None:
    measures = shipped("measures")
    assert set(measures["measure"]) == set(statements()["measure"])
    differing = (
        statements().join(measures, on="measure").filter(pl.col("unit") != pl.col("unit_right"))
    )
    # three winning projects are awards; cities to have a platform are areas
    assert set(differing["measure"]) == {"awards_given", "cdp_areas"}


def test_every_segment_in_use_is_described() -> None:
    segments = shipped("segments").with_columns(pl.col("segment_kind").cast(pl.String))
    used = statements().select("segment_kind", "segment").unique()
    assert used.join(segments, on=["segment_kind", "segment"], how="anti").rows() == []
    cohorts = segments.filter(pl.col("segment_kind") == "cohort")["segment"]
    assert set(COHORTS.values()) <= set(cohorts)
    assert segments.select("segment_kind", "sort").is_unique().all()


def test_the_seven_dimensions_are_described_in_their_order() -> None:
    assert tuple(shipped("dimensions").sort("sort")["dimension"]) == DIMENSIONS


def test_the_names_on_forms_are_those_of_the_reference_lists() -> None:
    dimensions, segments = shipped("dimensions"), shipped("segments")
    assert dict(dimensions.select("name_th", "dimension").iter_rows()) == DIMENSION_NAMES
    described = set(segments.select("name_th", "segment").iter_rows())
    assert set(COHORT_NAMES.items()) <= described
    assert set(COHORTS.values()) <= set(COHORT_NAMES.values())


@pytest.mark.parametrize("name", ["provinces", "boundaries", "gpp"])
def test_all_77_provinces_are_there(name: str) -> None:
    codes = shipped(name)["province_code"]
    assert codes.len() == codes.n_unique() == 77
    assert strangers(codes, shipped("provinces")["province_code"]) == []


def test_local_bodies_are_7852() -> None:
    full = shipped("lao_counts").filter(pl.col("breakdown").cast(pl.String) == "full")
    assert (full.height, full["total"].sum()) == (77, 7852)


def test_reference_names_are_thai_and_english() -> None:
    for name in ("provinces", "measures", "segments", "dimensions"):
        thai, english = shipped(name)["name_th"], shipped(name)["name_en"]
        assert thai.str.contains("[ก-ฮ]").all()
        assert not english.str.contains("[ก-ฮ]").any()
