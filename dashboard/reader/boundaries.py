"""The provincial boundaries: where they lie, and the address that the browser asks them from.

A build names the edition that it was made with, so that a roll-back takes the borders back too.
"""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

PATH = "geo/provinces.geojson"  # beside the pages, wherever the server is mounted
FOLDER = Path(__file__).parents[2] / "data" / "reference" / "boundaries"


def files() -> list[Path]:
    """The file of each edition, oldest first. Raises FileNotFoundError where there is none."""
    editions = sorted(FOLDER.glob("*/provinces.geojson"))
    if not editions:
        raise FileNotFoundError(f"{FOLDER}: no edition with provinces.geojson")
    return editions


def of_edition(edition: object) -> Path:
    """The file of the edition that a build names; the newest where that one is not here."""
    there = {path.parent.name: path for path in files()}
    return there.get(str(edition), files()[-1])


def of_version(version: str | None) -> Path | None:
    """The newest file that holds what an address names; None where none does any more."""
    return next((path for path in reversed(files()) if _version(path) == version), None)


def address(edition: object = None) -> str:
    """Where a map finds those of an edition, or the newest: another address, another content."""
    return f"{PATH}?v={_version(of_edition(edition))}"


def features(address: str) -> list[object]:
    """The shapes that an address of ours names, for a picture that is made here."""
    found = of_version(address.rpartition("=")[2]) or files()[-1]
    return _read(found.read_bytes())


def _version(path: Path) -> str:
    """What tells this content of a file from any other; read in a millisecond."""
    return sha256(path.read_bytes()).hexdigest()[:8]


@lru_cache(maxsize=1)
def _read(content: bytes) -> list[object]:
    found: list[object] = json.loads(content)["features"]
    return found
