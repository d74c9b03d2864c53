"""The provincial boundaries: where they lie, and the address that the browser asks them from."""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

PATH = "geo/provinces.geojson"  # beside the pages, wherever the server is mounted
FOLDER = Path(__file__).parents[2] / "data" / "reference" / "boundaries"


def newest() -> Path:
    """The newest edition's file. Raises FileNotFoundError."""
    editions = sorted(FOLDER.glob("*/provinces.geojson"))
    if not editions:
        raise FileNotFoundError(f"{FOLDER}: no edition with provinces.geojson")
    return editions[-1]


def version() -> str:
    """What tells this content of the file from any other; read in a millisecond."""
    return sha256(newest().read_bytes()).hexdigest()[:8]


def address() -> str:
    """Where a map finds it: another address for another content, so that no browser has it old."""
    return f"{PATH}?v={version()}"


def features() -> list[object]:
    """The shapes of the newest edition, for a picture that is made here."""
    return _read(newest().read_bytes())


@lru_cache(maxsize=1)
def _read(content: bytes) -> list[object]:
    found: list[object] = json.loads(content)["features"]
    return found
