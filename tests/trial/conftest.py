"""Trials that have the machine to themselves: a time may be asserted here and nowhere else."""

from pathlib import Path

import pytest

from tests.browser.conftest import chromium, profile, server, visiting

__all__ = ["chromium", "profile", "server", "visiting"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.trial)
