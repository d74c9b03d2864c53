"""What the tests of the load share: one build of the small project, made once."""

import shutil
from pathlib import Path

import pytest

from etl.build.build import build
from tests.fixtures.small import SMALL, Publish


@pytest.fixture(scope="session")
def publish_small(tmp_path_factory: pytest.TempPathFactory) -> Publish:
    """Makes a warehouse folder in which the small project is published, as a copy of the first."""
    made = tmp_path_factory.mktemp("small")
    build(SMALL, made)

    def publish(folder: Path) -> Path:
        return shutil.copytree(made, folder, symlinks=True, dirs_exist_ok=True)

    return publish


@pytest.fixture
def small(publish_small: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse folder of the test's own with the small project published."""
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "small"))
    return publish_small(tmp_path / "small")
