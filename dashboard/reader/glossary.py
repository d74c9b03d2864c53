"""The programme's terms, how each is written and what it means, read from `glossary.toml`.

A name has one home: the glossary itself, `text.toml`, or the reference list of dimensions.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.reader.text import LANGS, Lang, entries

Words = Mapping[Lang, str]

_FILE = Path(__file__).with_name("glossary.toml")
_SPELLING = "spelling"


@dataclass(frozen=True)
class Term:
    """One term. `avoid` are forms that no text uses; `kept`, right words that hold such a form."""

    key: str
    name: Words
    meaning: Words
    short: Words  # abbreviations; not every term has one, nor in both languages
    avoid: Mapping[Lang, tuple[str, ...]]
    kept: tuple[str, ...]
    official: str | None  # the key of the body whose word it is
    document: str | None  # doc_id

    def full(self, lang: Lang) -> str:
        """The name, with its abbreviation in brackets."""
        return f"{self.name[lang]} ({self.short[lang]})" if lang in self.short else self.name[lang]

    def called(self, lang: Lang) -> str:
        """The abbreviation where there is one, else the name."""
        return self.short.get(lang, self.name[lang])


def terms(dimensions: Mapping[str, Words]) -> dict[str, Term]:
    """Every term by its key, in the order of the file. `dimensions`: code -> its name."""
    return {key: _term(key, entry, dimensions) for key, entry in _entries().items()}


def spelling() -> dict[str, list[str]]:
    """Common words -> the misspellings of them."""
    return dict(_read()[_SPELLING])


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _entries() -> dict[str, Any]:
    return {key: entry for key, entry in _read().items() if key != _SPELLING}


def _term(key: str, entry: Mapping[str, Any], dimensions: Mapping[str, Words]) -> Term:
    home: Mapping[Any, str] = (
        dimensions[entry["dimension"]]
        if "dimension" in entry
        else entries()[entry["name"]]
        if "name" in entry
        else entry
    )
    return Term(
        key=key,
        name={lang: home[lang] for lang in LANGS},
        meaning=entry["meaning"],
        short=entry.get("short", {}),
        avoid={lang: tuple(entry.get("avoid", {}).get(lang, ())) for lang in LANGS},
        kept=tuple(entry.get("kept", ())),
        official=entry.get("official"),
        document=entry.get("document"),
    )
