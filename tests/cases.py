"""Which of many like cases `make test` tries; `make trial` tries the others."""

from collections.abc import Iterable, Mapping

import pytest

from etl.contract import Field
from etl.forms import DOCUMENT


def filled(fields: Mapping[str, Field]) -> dict[str, str]:
    """A row of a form, heading -> cell: the example row, sent with a document of one's own."""
    return {heading: field.example for heading, field in fields.items()} | {DOCUMENT: "ทส 1/2568"}


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
