"""Corrections of published cells, kept in `data/overrides/<source>.toml`.

    [[correction]]
    edition = "2026-11-21"
    key = { obs_id = "OB050" }   # published columns that name one record
    column = "value"
    expect = "30"                # what the file must still say, else the source stops
    value = "36"
    reason = "…"
    evidence = "…"

A correction whose `expect` no longer matches is an error: the file was corrected at its source, so
the entry can be removed.
"""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from etl.errors import SourceError
from etl.intake.extract import Edition


@dataclass(frozen=True)
class Correction:
    """One published cell that was changed before loading; a row of `meta.correction`.

    `record` names the row (`obs_id=OB050`, `row=12`); `was` is what the file says, `became` what is
    loaded, both as text.
    """

    source: str
    edition: str
    record: str
    column_name: str
    was: str
    became: str
    reason: str
    evidence: str


def apply_corrections(found: list[Edition], path: Path) -> tuple[list[Edition], list[Correction]]:
    """Applies the corrections in the file at `path`; without that file there are none.

    Returns all editions, corrected, and the corrections made. Raises SourceError where the file is
    no TOML, an entry is incomplete, or a cell is not what `expect` says.
    """
    if not path.is_file():
        return found, []
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("correction", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError("no_toml", path=path, error=error) from error
    by_name = {edition.name: edition for edition in found}
    applied = []
    for entry in entries:
        try:
            edition = by_name[entry["edition"]]
            frame, key, column = edition.frame, entry["key"], entry["column"]
            here = pl.all_horizontal(pl.col(name) == value for name, value in key.items())
            cells = frame.filter(here)[column].to_list()
            if cells != [entry["expect"]]:
                raise SourceError(
                    "correction_stale",
                    path=path,
                    key=str(key),
                    column=column,
                    cells=str(cells),
                    expected=f"[{entry['expect']!r}]",
                )
            fixed = pl.when(here).then(pl.lit(entry["value"])).otherwise(pl.col(column))
            by_name[edition.name] = replace(edition, frame=frame.with_columns(fixed.alias(column)))
            record = ", ".join(f"{name}={value}" for name, value in key.items())
            applied.append(
                Correction(
                    source=edition.source.name,
                    edition=edition.name,
                    record=record,
                    column_name=column,
                    was=entry["expect"],
                    became=entry["value"],
                    reason=entry["reason"],
                    evidence=entry["evidence"],
                )
            )
        except (KeyError, pl.exceptions.ColumnNotFoundError) as error:
            raise SourceError(
                "correction_lacks", path=path, entry=str(entry), error=str(error)
            ) from error
    return list(by_name.values()), applied
