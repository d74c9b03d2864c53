"""Long walks over what an operator can do; `tests/property/load_walk.py` says what must hold."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.property.load_walk import LoadWalk


@pytest.mark.timeout(3600)
def test_long_walks_lose_nothing() -> None:
    run_state_machine_as_test(LoadWalk, settings=settings(max_examples=20, stateful_step_count=25))
