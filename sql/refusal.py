"""Why a file is refused, in the words of `refusal.toml`: for the load and for the dashboard."""

import tomllib
from collections.abc import Mapping
from functools import cache

from sql import warehouse


@cache
def words() -> dict[str, dict[str, str]]:
    """Every code with its words: code -> `th`, `en`."""
    return tomllib.loads(warehouse.text("refusal.toml"))


def worded(said: Mapping[str, object], lang: str) -> str:
    """A refusal, its `code` and its values, in a sentence of one language."""
    values = {name: _value(value, lang) for name, value in said.items()}
    return words()[str(said["code"])][lang].format(**values)


def _value(value: object, lang: str) -> object:
    """A value as it stands, one that is a code itself, several of them, or a list of names."""
    if isinstance(value, dict):
        return worded(value, lang)
    if not isinstance(value, list):
        return value
    parts = [worded(part, lang) for part in value if isinstance(part, dict)]
    if lang == "en":
        return "; ".join(parts) or ", ".join(map(repr, value))
    return " ".join(parts or map("“{}”".format, value))
