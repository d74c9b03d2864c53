"""What is in the warehouse is what is in force, whatever an operator did before."""

from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.property.load_walk import LoadWalk


def test_the_warehouse_is_what_is_in_force() -> None:
    run_state_machine_as_test(
        LoadWalk,
        settings=settings(
            max_examples=2, stateful_step_count=8, derandomize=True, phases=[Phase.generate]
        ),
    )
