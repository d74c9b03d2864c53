"""What holds for every date, name, file and table is tried on many more of them."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.timeout(3600)
def test_properties_hold_for_many_more() -> None:
    tried = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "tests/property"],
        cwd=ROOT,
        env=os.environ | {"EXAMPLES": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == 0, tried.stdout
