"""The drawing of what a KPI is made of: many files that one model alone reads are one box."""

from dashboard.pages.health.charts import BUNDLED, lineage

FILES = [f"raw.form_{number}" for number in range(BUNDLED)]
MODELS = {
    "staging.stg_forms": [*FILES, "raw.plans"],
    "staging.stg_plans": ["raw.plans"],
    "core.dim_plan": ["staging.stg_forms", "staging.stg_plans"],
    "metrics.plans": ["core.dim_plan"],
}


def test_each_file_is_a_node_of_the_table() -> None:
    nodes = {node.name: node.files for node in lineage("metrics.plans", MODELS)}
    assert nodes == dict.fromkeys(MODELS, 0) | dict.fromkeys([*FILES, "raw.plans"], 1)


def test_files_that_one_model_alone_reads_are_one_box_of_the_drawing() -> None:
    nodes = {node.name: node for node in lineage("metrics.plans", MODELS, bundled=True)}
    bundle = "raw.staging.stg_forms"
    assert {name for name in nodes if name.startswith("raw.")} == {bundle, "raw.plans"}
    assert (nodes[bundle].files, nodes[bundle].made_from) == (BUNDLED, ())
    assert nodes["staging.stg_forms"].made_from == (bundle, "raw.plans")


def test_few_files_stay_apart() -> None:
    few = MODELS | {"staging.stg_forms": [*FILES[1:], "raw.plans"]}
    names = {node.name for node in lineage("metrics.plans", few, bundled=True)}
    assert set(FILES[1:]) < names
