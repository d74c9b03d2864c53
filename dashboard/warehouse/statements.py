"""All that documents state, as far as it fits what is searched for."""

from collections.abc import Mapping

import polars as pl
import pyarrow as pa

from dashboard.reader.reader import Reader
from dashboard.warehouse import data
from dashboard.warehouse.data import FOUND, Value, read_page
from sql import words

LONGEST = 200  # characters that are searched for
USUAL: dict[str, Value] = {
    "words": "",
    "kind": None,
    "code": None,
    "doc": None,
    "each_place": False,
    "from_record": None,
    "to_record": None,
}
WHOLE = 1_000_000  # rows to take along: what a sheet of Excel holds


def rows(reader: Reader, asked: Mapping[str, Value], *, skip: int = 0, take: int) -> pl.DataFrame:
    """The rows of `sql/queries/statement_rows`, `take` of them from `skip` on."""
    values = USUAL | dict(asked)
    return read_page(FOUND, reader, labels=_labels(), skip=skip, take=take, **values).rows


def spooled(reader: Reader, asked: Mapping[str, Value]) -> tuple[str, pa.RecordBatchReader]:
    """A build's id, and all of the rows, to be taken along: in parts where all words fit."""
    values = USUAL | dict(asked)
    read = data.spooled if values["words"] else data.parted
    return read(FOUND, "rows", reader, labels=_labels(), skip=0, take=WHOLE, **values)


def _labels() -> str:
    """A line for each code of each list: list and code, a tab, its words in both languages."""
    return "\n".join(
        f"{codes}.{code}\t{told['th']} {told['en']}"
        for codes, listed in words.lists().items()
        for code, told in listed.items()
    )
