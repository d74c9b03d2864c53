"""What one build changes against another: sources, rows, values, definitions, provinces."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Change:
    """One thing that differs. `was` or `became` is empty where it appeared or went."""

    kind: Literal["source", "rows", "value", "definition", "province"]
    subject: str
    place_code: str | None
    was: str | None
    became: str | None


def between(new: str | None = None, old: str | None = None) -> list[Change]:
    """What build `new` changes against `old`; see `python -m etl diff --help` for the defaults."""
    raise NotImplementedError
