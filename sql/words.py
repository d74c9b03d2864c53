"""The words of `words.toml` and `codes.toml`, in Thai and English: for load, pages and files."""

import tomllib
from functools import cache

from sql import warehouse

BE = 543  # years from the common era to the Buddhist one


@cache
def texts() -> dict[str, dict[str, str]]:
    """Every entry by its path: `{"unit.cities": {"th": "เมือง", "en": "cities"}}`."""
    sections = tomllib.loads(warehouse.text("words.toml")) | lists()
    return {
        f"{section}.{key}": words
        for section, listed in sections.items()
        for key, words in listed.items()
    }


@cache
def lists() -> dict[str, dict[str, dict[str, str]]]:
    """Every list of codes by its name: `{"stage": {"planned": {"th": …, "en": "planned"}}}`."""
    return tomllib.loads(warehouse.text("codes.toml"))


def say(key: str, lang: str, **values: object) -> str:
    """The text of `key` in `lang` (`th`, `en`), its `{names}` filled in. Raises KeyError."""
    return texts()[key][lang].format(**values)


def both(key: str, **values: object) -> str:
    """The text of `key` in both languages, for whoever reads the log."""
    return " / ".join(say(key, lang, **values) for lang in ("en", "th"))


def unit(code: str, lang: str, count: float | None = None) -> str:
    """The name of a unit; in English its singular where `count` is one.

    A rate that has no name of its own is put together: `persons_per_province` of `persons` and of
    the unit whose singular is `province`.
    """
    above, _, below = code.partition("_per_")
    entry = texts().get(f"unit.{code}")
    if entry is None and below:
        return say("rate.per", lang, above=unit(above, lang, count), below=_one(below, lang))
    words = entry or {lang: code}
    return words.get("one", words[lang]) if lang == "en" and count == 1 else words[lang]


def _one(name: str, lang: str) -> str:
    """One of a unit that is named in the singular, or by its code: `province`, `100k_residents`."""
    singular = name.replace("_", " ")
    named = (
        key.removeprefix("unit.")
        for key, entry in texts().items()
        if key.startswith("unit.") and entry.get("one") == singular
    )
    return unit(next(named, name), lang, 1)


def day(period: str, lang: str) -> str:
    """A period as a date at its own precision: `27 ส.ค. 2568`, `Jan 2026`, `2023`."""
    parts = [int(part) for part in period.split("-")]
    year = str(parts[0] + BE if lang == "th" else parts[0])
    if len(parts) == 1:
        return f"พ.ศ. {year}" if lang == "th" else year
    month = f"{say(f'month_short.{parts[1]}', lang)} {year}"
    return month if len(parts) == 2 else f"{parts[2]} {month}"
