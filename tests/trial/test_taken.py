"""A file of 100,000 statements: whole, within its memory; another reader is hardly delayed."""

from pathlib import Path

import pytest

from benchmarks import taken


@pytest.mark.timeout(900)
def test_a_file_of_very_many_rows_keeps_to_its_budgets(warehouse: Path) -> None:
    assert warehouse.exists()
    results, missing = taken.measured()
    print("", *results, sep="\n")  # noqa: T201  # the figures are asked for
    assert missing == 0
    assert [str(one) for one in results if one.budget and one.value > one.budget] == []
