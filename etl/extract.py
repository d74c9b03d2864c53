"""Published files to frames of text: one row a record, one column a published heading.

Cells are stripped; what Thai offices write for "nothing" becomes null. `_row` is the record's
row in the file, as a spreadsheet numbers it.
"""

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.contract import Provenance, Source, lineage, read_provenance, unknown
from etl.errors import SourceError

NOTHING = ("", "-", "ไม่มีข้อมูล")


@dataclass(frozen=True)
class Edition:
    """One published file, as received, with its origin card."""

    source: Source
    name: str
    path: Path
    provenance: Provenance
    frame: pl.DataFrame  # all text, plus _row
    rows_read: int  # counted by the standard library, not by the frame


def editions(source: Source, data: Path) -> list[Edition]:
    """Every edition of `source` under `data`, oldest first.

    Raises SourceError where a file, its card or its headings are not as declared.
    """
    folder = data / source.folder / source.name
    names = sorted(path.name for path in folder.glob("*") if path.is_dir())
    if not names:
        raise SourceError(f"{folder}: no edition of source {source.name!r}. Add <edition>/<file>.")
    return [_edition(source, folder / name) for name in names]


def _edition(source: Source, folder: Path) -> Edition:
    files = [path for path in folder.glob("*") if path.suffix in {".csv", ".geojson"}]
    if len(files) != 1:
        raise SourceError(f"{folder}: {len(files)} data files; an edition holds exactly one.")
    path, card = files[0], read_provenance(folder / "provenance.toml")
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != card.sha256:
        raise SourceError(
            f"{path}: sha256 is {digest}, its origin card says {card.sha256}. If the file is "
            f"meant to have changed, correct {folder / 'provenance.toml'}."
        )
    text = decode(content, path)
    records = _features(text) if path.suffix == ".geojson" else _records(text, path)
    published = records.columns[:-1]
    if surplus := unknown(source, published):
        raise SourceError(
            f"{path}: unknown column {', '.join(map(repr, surplus))}. "
            f"Map it or name it in `ignored` of etl/sources/{source.name}.py."
        )
    used = {name for names in lineage(source).values() for name in names}
    if missing := sorted(used - set(published)):
        raise SourceError(f"{path}: column {', '.join(map(repr, missing))} is missing.")
    rows_read = records.height if path.suffix == ".geojson" else _count(text)
    if rows_read != card.rows:
        raise SourceError(f"{path}: {rows_read} rows, its origin card says {card.rows}.")
    return Edition(source, folder.name, path, card, records, rows_read)


def decode(content: bytes, path: Path) -> str:
    """Text of a Thai public file: UTF-8 with or without BOM, else strictly cp874."""
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            failure = error
    raise SourceError(
        f"{path}: neither UTF-8 nor cp874 (byte {failure.start}). Save it again as UTF-8 CSV."
    )


def _records(text: str, path: Path) -> pl.DataFrame:
    if not text.strip():
        raise SourceError(f"{path}: the file is empty. Send it again.")
    try:
        frame = pl.read_csv(io.StringIO(text), infer_schema=False, raise_if_empty=False)
    except pl.exceptions.ComputeError as error:
        raise SourceError(f"{path}: not a well-formed CSV ({error}). Send it again.") from error
    return _cleaned(frame)


def _features(text: str) -> pl.DataFrame:
    properties = [feature["properties"] for feature in json.loads(text)["features"]]
    return _cleaned(pl.DataFrame(properties).cast(pl.String))


def _cleaned(frame: pl.DataFrame) -> pl.DataFrame:
    stripped = pl.all().str.strip_chars()
    return (
        frame.select(pl.when(stripped.is_in(NOTHING)).then(None).otherwise(stripped).name.keep())
        .with_row_index("_row", offset=2)
        .select(*frame.columns, pl.col("_row").cast(pl.Int64))
    )


def _count(text: str) -> int:
    return sum(1 for record in csv.reader(io.StringIO(text)) if record) - 1
