"""Every word of the interface, in Thai and English.

What pages share is read from `text.toml` beside this file; a page's own words from the `text.toml`
of its room, under the page's name. An entry is `key = {th = "...", en = "..."}`, under a section;
it is named by its path, as in `t("unit.cities", "th")`. Values go in by name: `{count}`. An entry
may have a third form, `one`, for a count of one in English. Labels of measures, segments and KPIs
are data and come from the warehouse, not from here.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from sql import refusal, warehouse, words

Lang = Literal["th", "en"]
LANGS: tuple[Lang, ...] = ("th", "en")

unit = words.unit

_FILE = Path(__file__).with_name("text.toml")
_PAGES = Path(__file__).parents[1] / "pages"


def _entries(tree: Mapping[str, object], path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for name, branch in tree.items():
        key = f"{path}.{name}" if path else name
        if not isinstance(branch, dict):
            raise TypeError(f"{_FILE.name}: {key} is no entry; write {{th = ..., en = ...}}")
        if any(isinstance(leaf, str) for leaf in branch.values()):
            yield key, branch
        else:
            yield from _entries(branch, key)


@cache
def entries() -> dict[str, dict[str, str]]:
    """Every entry by its path: `{"unit.cities": {"th": "เมือง", "en": "cities"}}`.

    What the load tells too (units, why a row is rejected or a file refused) stands beside the SQL.
    """
    own = tomllib.loads(_FILE.read_text(encoding="utf-8")) | {
        path.parent.name: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(_PAGES.glob("*/text.toml"))
    }
    shared = {"reject_reason": warehouse.reject_reasons(), "refusal": refusal.texts()}
    return (
        dict(_entries(own))
        | words.texts()
        | {
            f"{codes}.{code}": {lang: said[lang] for lang in LANGS}
            for codes, listed in shared.items()
            for code, said in listed.items()
        }
    )


def t(key: str, lang: Lang, **values: object) -> str:
    """The text of `key`, its `{names}` filled in. Raises KeyError for a key that is not there."""
    entry = entries()[key]
    is_one = lang == "en" and str(values.get("count")) == "1"
    found = entry.get("one", entry[lang]) if is_one else entry[lang]
    return found.format(**values) if values else found


def label(codes: str, code: str | None, lang: Lang) -> str:
    """The label of one code of a code list: `label("stage", "planned", "th")`.

    A code without a label is shown as it is, so that new data never hides a row; a missing code is
    "not stated". A test holds the list complete for the shipped data.
    """
    if not code:
        return t("state.not_stated", lang)
    found = entries().get(f"{codes}.{code}")
    return found[lang] if found else code


@cache
def labels(codes: str, lang: Lang) -> dict[str, str]:
    """One code list, code -> label, in the order of the file."""
    start = f"{codes}."
    return {
        key.removeprefix(start): entry[lang]
        for key, entry in entries().items()
        if key.startswith(start)
    }
