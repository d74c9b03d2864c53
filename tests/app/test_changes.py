"""The overview says what a build changes against the one before, and from when that one is."""

from pathlib import Path

import pytest

from dashboard.text import Lang
from etl.build import build
from tests.app.conftest import Opening
from tests.shipped import copy_data, records, rewrite


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a build of the shipped data, and one where every 37 certified cities are 38."""
    folder = tmp_path_factory.mktemp("builds")
    data = copy_data(folder / "data")
    build(data, folder / "warehouse")
    (observations,) = (data / "raw" / "observations").glob("*/observations.csv")
    heading, *rows = records(observations)
    numbers = [heading.index(name) for name in ("value", "lower", "upper")]
    measure = heading.index("measure")
    for row in rows:
        if row[measure] == "certified_cities" and [row[n] for n in numbers] == ["37"] * 3:
            for column in numbers:
                row[column] = "38"
    rewrite(observations, [heading, *rows])
    build(data, folder / "warehouse")
    return folder / "warehouse"


def test_a_first_build_says_that_it_is_the_first(opening: Opening) -> None:
    page = opening("overview", lang="en")
    assert page.t("overview.changes_first") in page.captions


@pytest.mark.parametrize(
    ("lang", "sides"),
    [
        ("th", ["37 เมือง (27 ส.ค. 2568)", "38 เมือง (27 ส.ค. 2568)"]),
        ("en", ["37 cities (27 Aug 2568 BE)", "38 cities (27 Aug 2568 BE)"]),
    ],
)
def test_a_changed_figure_shows_both_values(
    opening: Opening,
    two_builds: Path,
    monkeypatch: pytest.MonkeyPatch,
    lang: Lang,
    sides: list[str],
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(two_builds))
    page = opening("overview", lang=lang)
    kind = page.t("change_kind.value")
    rows = [row for table in page.tables for row in table if row[0] == kind]
    assert sides in [row[-2:] for row in rows]
    percent = [row for row in rows if row[-2].startswith("35.24%")]
    assert [row[-1][:6] for row in percent] == ["36.19%"]  # 38 / 105
