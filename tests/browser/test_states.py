"""A few random states of pages and views in a real browser; `make trial` tries many."""

import pytest

from tests.browser.conftest import Visiting
from tests.browser.states import comes_back, random_state, wanders
from tests.cases import some


@pytest.mark.parametrize("seed", some(range(3), every=3))
def test_a_state_comes_back_by_its_link_with_its_file(visiting: Visiting, seed: int) -> None:
    comes_back(visiting, random_state(seed))


@pytest.mark.trial
@pytest.mark.parametrize("seed", range(4))
def test_a_page_that_was_turned_comes_back_by_its_address(visiting: Visiting, seed: int) -> None:
    wanders(visiting, seed)
