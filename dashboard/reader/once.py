"""What is made of the same rows is made once for all readers, whatever place they chose.

The rows of a query are one frame for all (`dashboard.warehouse.data`): a frame is known by which
one it is, not by what is in it.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

import polars as pl

from dashboard.reader.reader import Reader
from sql.clock import today

P = ParamSpec("P")
T = TypeVar("T")
KEPT, FEW = 64, 8  # results of one function; of one that makes objects of many rows
_clears: list[Callable[[], None]] = []


class _Same:
    """A frame that equals itself alone. It is held, so that no other has its identity meanwhile."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.frame is self.frame


def once(make: Callable[P, T], at_most: int = KEPT) -> Callable[P, T]:
    """Keeps what a function makes, for a day: `at_most` results, those asked for last.

    It is given frames, plain values, and the reader without a place; it asks for nothing else, and
    nobody changes what it gives.
    """

    @lru_cache(at_most)
    def kept(_day: Hashable, *given: Hashable, **named: Hashable) -> T:
        own = [one.frame if isinstance(one, _Same) else one for one in given]
        return cast("Callable[..., T]", make)(*own, **named)

    @wraps(make)
    def found(*given: P.args, **named: P.kwargs) -> T:
        return kept(today(), *map(_keyed, given), **cast("dict[str, Hashable]", named))

    _clears.append(kept.cache_clear)
    return found


@once
def where(rows: pl.DataFrame, **equal: object) -> pl.DataFrame:
    """The rows that have these values."""
    return rows.filter(**equal)


def _dicts(rows: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows as mappings."""
    return rows.to_dicts()


dicts = once(_dicts, FEW)


def forget() -> None:
    """Lets go of all that is kept."""
    for clear in _clears:
        clear()


def _keyed(given: object) -> Hashable:
    if isinstance(given, pl.DataFrame):
        return _Same(given)
    return given.nationwide if isinstance(given, Reader) else given
