"""Invented figures never look like published ones: a sample file paints a banner everywhere."""

from pathlib import Path

import duckdb
import pytest

from dashboard.navigation import PAGES
from etl.build.build import build
from sql.warehouse import current
from tests.app.conftest import Opening
from tests.cases import some
from tests.fixtures.small import copied
from tests.shipped import publish_copy


@pytest.mark.parametrize("name", some(PAGES, every=4))
def test_published_data_carries_no_banner(opening: Opening, name: str) -> None:
    page = opening(name)
    assert page.t("layout.sample") not in [warning.value for warning in page.app.warning]


def test_a_build_says_whether_one_of_its_files_is_a_sample(tmp_path: Path) -> None:
    small, told = copied(tmp_path / "data"), []
    (card,) = small.data.glob("raw/counts/*/provenance.toml")
    for kind in ("derived", "sample"):
        card.write_text(card.read_text("utf-8").replace("derived", kind), "utf-8")
        build(small, tmp_path / "warehouse")
        with duckdb.connect(str(current(tmp_path / "warehouse")), read_only=True) as connection:
            told += connection.execute("select has_sample from meta.build").fetchall()
    assert told == [(False,), (True,)]


def test_such_a_build_has_a_banner_on_every_page(
    opening: Opening, warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = publish_copy(warehouse, tmp_path / "warehouse")
    with duckdb.connect(str(current(copy))) as connection:
        connection.execute("update meta.build set has_sample = true")
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(copy))
    for name in PAGES:
        page = opening(name)
        assert page.t("layout.sample") in [warning.value for warning in page.app.warning], name
