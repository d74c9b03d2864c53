"""Invented figures never look like published ones: a sample file paints a banner everywhere."""

from pathlib import Path

import pytest

from dashboard.navigation import PAGES
from etl.build.build import build
from tests.app.conftest import Opening
from tests.shipped import copy_data, over


@pytest.mark.parametrize("name", PAGES)
def test_published_data_carries_no_banner(opening: Opening, name: str) -> None:
    page = opening(name)
    assert page.t("layout.sample") not in [warning.value for warning in page.app.warning]


def test_a_sample_file_paints_a_banner_on_every_page(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = copy_data(tmp_path / "data")
    card = max((data / "raw" / "investments").glob("*/provenance.toml"))
    published = card.read_text(encoding="utf-8")
    card.write_text(published.replace('kind = "transcribed"', 'kind = "sample"'), encoding="utf-8")
    build(over(data), tmp_path / "warehouse")
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    for name in PAGES:
        page = opening(name)
        assert page.t("layout.sample") in [warning.value for warning in page.app.warning], name
