"""Published files stay as received: their rows and bytes are pinned, and each card tells the truth.

A newer edition needs no line here; a file that is already pinned may not change or vanish.
"""

import csv
import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from etl.contract import read_provenance
from etl.project import SHIPPED

PINNED = tomllib.loads((Path(__file__).parent / "row_counts.toml").read_text(encoding="utf-8"))
FILES = sorted(path for path in SHIPPED.data.glob("r*/*/*/*.*") if path.name != "provenance.toml")


def rows(path: Path) -> int:
    if path.suffix == ".geojson":
        return len(json.loads(path.read_text(encoding="utf-8"))["features"])
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for record in csv.reader(file) if record) - 1


@pytest.mark.parametrize("name", PINNED)
def test_a_pinned_file_is_unchanged(name: str) -> None:
    path = SHIPPED.data / name
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert {"rows": rows(path), "sha256": digest} == PINNED[name]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.parent.name)
def test_the_origin_card_tells_the_truth(path: Path) -> None:
    card = read_provenance(path.parent / "provenance.toml")
    content = path.read_bytes()
    assert (card.sha256, card.bytes) == (hashlib.sha256(content).hexdigest(), len(content))
    assert card.rows == rows(path)
    assert card.source == path.parents[1].name
    assert card.accessed.isoformat() <= path.parent.name
    assert card.kind in {"published", "transcribed", "derived"}
    assert all((card.title, card.publisher, card.licence, card.note))
    assert card.promise_days > 0
