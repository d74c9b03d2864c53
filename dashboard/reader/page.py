"""What one page shows: rows by the names of its queries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import polars as pl

from dashboard.reader.reader import Reader


@dataclass(frozen=True)
class Page:
    """The result of each of a page's named queries, as attributes, and who reads it.

    A query may be read when it is first asked for: a view that nobody opened reads nothing.
    """

    name: str
    reader: Reader
    frames: Mapping[str, pl.DataFrame]

    def __getattr__(self, name: str) -> pl.DataFrame:
        """The rows of the query `name`."""
        try:
            return self.frames[name]
        except KeyError:
            raise AttributeError(f"page '{self.name}' has no query '{name}'") from None

    def read(self) -> Self:
        """The page, all of its queries read now."""
        return replace(self, frames=dict(self.frames))
