"""Which of many like cases `make test` tries; `make trial` tries the others."""

from collections.abc import Iterable

import pytest


def some(cases: Iterable[object], every: int) -> list[pytest.ParameterSet]:
    """The cases of a test, of which `make test` tries the first and then one in `every`."""
    return [
        made if number % every == 0 else made._replace(marks=[*made.marks, pytest.mark.trial])
        for number, made in enumerate(map(_made, cases))
    ]


def _made(case: object) -> pytest.ParameterSet:
    if isinstance(case, pytest.ParameterSet):
        return case
    return pytest.param(*case) if isinstance(case, tuple) else pytest.param(case)
