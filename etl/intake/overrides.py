"""Corrections of published cells, kept in `data/overrides/<source>.toml`.

    [[correction]]
    edition = "2026-11-21"
    key = { obs_id = "OB050" }   # published columns that name one record
    column = "value"
    expect = "30"                # what the file must still say, else the source stops
    value = "36"
    reason = "…"
    evidence = "…"

A correction that no longer matches is an error: the source was fixed, so drop the correction.
"""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from etl.errors import SourceError
from etl.intake.extract import Edition


@dataclass(frozen=True)
class Correction:
    """One cell, as published and as corrected."""

    source: str
    edition: str
    record: str
    column: str
    was: str
    became: str
    reason: str
    evidence: str


def corrected(found: list[Edition], path: Path) -> tuple[list[Edition], list[Correction]]:
    """The editions with their corrections applied, and what was applied."""
    if not path.is_file():
        return found, []
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("correction", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: not well-formed TOML ({error}). Correct it.") from error
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
                    f"{path}: {key} has {column} = {cells}, the correction expects "
                    f"[{entry['expect']!r}]. Drop or renew the correction."
                )
            fixed = pl.when(here).then(pl.lit(entry["value"])).otherwise(pl.col(column))
            by_name[edition.name] = replace(edition, frame=frame.with_columns(fixed.alias(column)))
            record = ", ".join(f"{name}={value}" for name, value in key.items())
            applied.append(
                Correction(
                    *(edition.source.name, edition.name, record, column),
                    *(entry["expect"], entry["value"], entry["reason"], entry["evidence"]),
                )
            )
        except (KeyError, pl.exceptions.ColumnNotFoundError) as error:
            raise SourceError(f"{path}: correction {entry}: no {error}. Correct it.") from error
    return list(by_name.values()), applied
