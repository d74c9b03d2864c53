"""Random states of every page, link and file of each; `tests/browser/states.py` says what holds."""

import os

import pytest

from tests.browser.conftest import Visiting
from tests.browser.states import comes_back, random_state, wanders

STATES = 60  # of Explore, and as many of all pages
SEED = int(os.environ.get("SMARTCITY_TRIAL_SEED") or 20261129)  # another one tries other states


@pytest.mark.parametrize("number", range(STATES))
def test_a_state_comes_back_by_its_link_with_its_file(visiting: Visiting, number: int) -> None:
    comes_back(visiting, random_state(SEED + number))


@pytest.mark.parametrize("number", range(STATES))
def test_a_page_that_was_turned_comes_back_by_its_address(visiting: Visiting, number: int) -> None:
    wanders(visiting, SEED + number)
