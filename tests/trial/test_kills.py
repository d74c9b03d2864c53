"""Commands killed at random moments, while readers go on reading.

Builds, each with other content; the filing of new files; withdrawals and releases of filed ones.
The record is the small one; `python -m benchmarks.kills` does the same with the shipped one.
"""

from pathlib import Path

import pytest

from benchmarks import kills
from etl.publish import ledger


@pytest.mark.timeout(7200)
def test_killed_builds_disturb_no_reader_and_no_later_build(tmp_path: Path) -> None:
    figures = kills.run(tmp_path, kills=200, readers=1, record=kills.SMALLEST)
    assert figures.kills == 200
    assert figures.builds_after >= 200
    assert (figures.failed_builds, figures.damaged, figures.failed_reads) == ([], [], [])
    assert figures.lost == []
    assert {"send", "decide", "model", "publish"} <= figures.phases.keys()
    assert all(reader.reads > 0 and reader.builds > 1 for reader in figures.readers)
    outcomes = [run["outcome"] for run in ledger.runs(tmp_path / "warehouse", 100)]
    assert "running" not in outcomes
    assert outcomes.count("published") >= 3
