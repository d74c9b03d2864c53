"""Why a file is refused, in the words of `refusal.toml`: for the load and for the dashboard."""

import tomllib
from collections.abc import Mapping
from functools import cache

from sql import warehouse


@cache
def texts() -> dict[str, dict[str, str]]:
    """The text of every code, with `{name}` where a value stands: code -> `th`, `en`."""
    return tomllib.loads(warehouse.text("refusal.toml"))


def render(phrase: Mapping[str, object], lang: str) -> str:
    """The text of a phrase in `lang` (`th`, `en`).

    `phrase` has a `code` of `refusal.toml` and, by name, the values that its text holds.
    """
    values = {name: _value(value, lang) for name, value in phrase.items()}
    return texts()[str(phrase["code"])][lang].format(**values)


def both(phrase: Mapping[str, object]) -> str:
    """The text of a phrase in both languages, for whoever reads the log."""
    return " / ".join(render(phrase, lang) for lang in ("en", "th"))


def _value(value: object, lang: str) -> object:
    """A value as it is filled into a text: phrases as text, a list as an enumeration."""
    if isinstance(value, dict):
        return render(value, lang)
    if not isinstance(value, list):
        return value
    parts = [render(part, lang) for part in value if isinstance(part, dict)]
    if lang == "en":
        return "; ".join(parts) or ", ".join(map(repr, value))
    return " ".join(parts or map("“{}”".format, value))
