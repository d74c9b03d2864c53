"""Trials: what takes long or needs other programs. `make trial` runs them, one after the other.

`make test` leaves them out; they run where they are asked for by `-m trial` or by their path.
"""

from pathlib import Path

import pytest

from tests.browser.conftest import chromium, profile, server, visiting

__all__ = ["chromium", "profile", "server", "visiting"]
HERE = Path(__file__).parent


def _asked_for(config: pytest.Config) -> bool:
    return "trial" in config.option.markexpr or any("trial" in Path(a).parts for a in config.args)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    trials = [item for item in items if item.path.is_relative_to(HERE)]
    for item in trials:
        item.add_marker(pytest.mark.trial)
    if not _asked_for(config):
        config.hook.pytest_deselected(items=trials)
        items[:] = [item for item in items if item not in trials]
