"""A few random states of Explore in a real browser; `make trial` tries many."""

import pytest

from tests.browser.conftest import Visiting
from tests.browser.states import comes_back, random_state
from tests.cases import some


@pytest.mark.parametrize("seed", some(range(3), every=3))
def test_a_state_comes_back_by_its_link_with_its_file(visiting: Visiting, seed: int) -> None:
    comes_back(visiting, random_state(seed))
