"""The plans that are known: of the project's own register, and those that forms introduced."""

import logging
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from etl.contract import Source
from etl.errors import SourceError, in_both
from etl.intake.extract import editions
from etl.intake.plausible import INTRODUCING, Plan
from etl.intake.validate import known_after, validate

REGISTER = "plans"

log = logging.getLogger(__name__)


def known_plans(sources: Iterable[Source], data: Path, inbox: Path | None) -> Mapping[str, Plan]:
    """Every plan by its code: of the register, and of the forms of events in the inbox.

    A project without a register knows none. A source that can't be read adds none: the build tells
    of it.
    """
    named = {source.name: source for source in sources}
    plans = _registered(named[REGISTER], data) if REGISTER in named else {}
    if not plans or INTRODUCING not in named:
        return plans
    try:
        return known_after(editions(named[INTRODUCING], data, inbox), plans).plans
    except (SourceError, OSError) as error:
        log.warning(in_both(error))
        return plans


def _registered(source: Source, data: Path) -> Mapping[str, Plan]:
    """The plans of the newest edition of the register, read anew once a file of it changes."""
    files = sorted((data / source.folder / source.name).rglob("*"))
    stamps = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    try:
        return _read(source, data, stamps)
    except (SourceError, OSError) as error:
        log.warning(in_both(error))
        return {}


@lru_cache(maxsize=2)
def _read(source: Source, data: Path, _: tuple[tuple[Path, int, int], ...]) -> Mapping[str, Plan]:
    rows = validate(editions(source, data)[-1]).accepted
    names = ("name_th", "name_en", "aliases")
    return {
        code: Plan(province, tuple(filter(None, (thai, english, *(aliases or ())))))
        for code, province, thai, english, aliases in rows.select(
            "plan_key", "province_code", *names
        ).iter_rows()
    }
