"""The provincial boundaries: where they lie, and the address that the browser asks them from."""

import json
from functools import cache
from pathlib import Path

ADDRESS = "geo/provinces.geojson"  # beside the pages, wherever the server is mounted
FOLDER = Path(__file__).parents[2] / "data" / "reference" / "boundaries"


def newest() -> Path:
    """The newest edition's file. Raises FileNotFoundError."""
    editions = sorted(FOLDER.glob("*/provinces.geojson"))
    if not editions:
        raise FileNotFoundError(f"{FOLDER}: no edition with provinces.geojson")
    return editions[-1]


def features() -> list[object]:
    """The shapes of the newest edition, for a picture that is made here."""
    return _read(newest())


@cache
def _read(path: Path) -> list[object]:
    found: list[object] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return found
