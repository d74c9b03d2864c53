"""Reads a file into a frame of text: one row per record, one column per heading of its source.

Cells are stripped; what Thai offices write for "nothing" (a dash, ไม่มีข้อมูล) is null. `_row` is
the record's row in the file, as a spreadsheet numbers it. The headings may stand below title rows
and be spread over several rows. Totals and notes below the last record are left out and listed.
"""

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import dataframely as dy
import polars as pl
from openpyxl.utils import get_column_letter

from etl.contract import (
    Provenance,
    Source,
    lineage,
    read_provenance,
    unmapped_columns,
    used_columns,
)
from etl.errors import SourceError
from etl.expressions import WORTH, thai_key
from etl.intake import files
from etl.intake import inbox as filed
from etl.intake.files import Grid, NotAValue, Row, address
from etl.intake.refusals import Phrase, Refused, phrase, row_location

NOTHING = files.EMPTY_WORDS
HEADING_DEPTH = 40  # the headings are looked for in this many rows from the top
HEADING_ROWS = 4  # one heading may be spread over this many rows
ORDINAL_HEADING = re.compile(  # of a column that numbers the rows
    r"(?:(?:ลำดับ(?:ที่)?|ที่|no\.?|#)\s*[()]*\s*){1,2}", re.IGNORECASE
)
KEPT_BYTES = 100_000  # what was read of a larger file is not kept
NEAR_HEADING, SHORTEST_PART = 0.7, 4  # how alike a heading is to what was meant; a part of it
MIN_HEADINGS_FOR_NOTES = 3  # in a narrower table a lone cell below is a record, not a note


# (row, heading) of a cell that can't be read as a value -> its text in the frame, and why
NotValues = Mapping[tuple[int, str], tuple[str, str]]


@dataclass(frozen=True)
class Records:
    """One sheet's records under a source's headings."""

    sheet: str | None
    frame: pl.DataFrame  # all text, plus _row
    rows_read: int  # counted in the file, not in the frame
    left_out: tuple[tuple[int, Phrase], ...]  # (row, why) of each row that is no record nor blank
    letters: dict[str, str]  # heading -> column letter
    not_values: NotValues = field(default_factory=dict)
    hidden: tuple[int, ...] = ()  # records that a reader of the sheet does not see
    hidden_columns: tuple[str, ...] = ()  # headings of columns that nobody sees either
    hidden_sheets: tuple[str, ...] = ()  # that were not read


@dataclass(frozen=True)
class Edition:
    """One file of a source as received, read, with its origin card (`provenance.toml`).

    `letters`, `left_out`, `not_values` and `rows_read` are those of `Records`.
    """

    source: Source
    name: str
    path: Path
    provenance: Provenance
    frame: pl.DataFrame  # all text, plus _row
    rows_read: int  # counted in the file, not in the frame
    sheet: str | None = None
    letters: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[tuple[int, Phrase], ...] = ()
    not_values: NotValues = field(default_factory=dict)


def editions(
    source: Source, data: Path, inbox: Path | None = None, *, held: bool = False
) -> list[Edition]:
    """Every edition of `source`, shipped under `data` or filed in the inbox, oldest first.

    Without `unauthorised_editions` and, unless `held`, without those that are held. Raises
    SourceError where a file, its origin card or its headings are not as declared.
    """
    folder = data / source.folder / source.name
    shipped = [path for path in folder.glob("*") if path.is_dir()]
    if not shipped and source.folder != "inbox":
        raise SourceError("no_edition", folder=folder, source=source.name)
    folders = sorted(
        [*shipped, *_authorised_editions(source, inbox, held=held)], key=lambda path: path.name
    )
    return [_edition(source.at(folder.name), folder) for folder in folders]


def unauthorised_editions(source: Source, inbox: Path | None) -> list[Path]:
    """Editions in the inbox that do not count, oldest first.

    The source is kept by the project, and no operator filed them with a command that named it.
    """
    taken = _authorised_editions(source, inbox)
    return [folder for folder in filed.editions(inbox, source.name) if folder not in taken]


def _authorised_editions(source: Source, inbox: Path | None, *, held: bool = False) -> list[Path]:
    found = filed.editions(inbox, source.name, held=held)
    return [
        folder for folder in found if not source.is_curated or filed.is_filed_by_source_name(folder)
    ]


def _edition(source: Source, folder: Path) -> Edition:
    card_path = folder / "provenance.toml"
    found = [path for path in folder.glob("[!.]*") if path != card_path]
    if len(found) != 1:
        raise SourceError("files_of_edition", folder=folder, count=len(found))
    path, card = found[0], read_provenance(card_path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != card.sha256:
        raise SourceError(
            "other_sha256", path=path, found=digest, expected=card.sha256, card=card_path
        )
    known = card.bytes <= KEPT_BYTES
    read = _records_of(path, source, digest) if known else records(path, source)
    if read.rows_read != card.rows:
        raise SourceError("other_rows", path=path, found=read.rows_read, expected=card.rows)
    return Edition(
        source=source,
        name=folder.name,
        path=path,
        provenance=card,
        frame=read.frame,
        rows_read=read.rows_read,
        sheet=read.sheet,
        letters=read.letters,
        left_out=read.left_out,
        not_values=read.not_values,
    )


@lru_cache(maxsize=64)
def _records_of(path: Path, source: Source, _sha256: str) -> Records:
    """As `records`; a build and what is told of a new file ask for the same file several times."""
    return records(path, source)


def records(path: Path, source: Source) -> Records:
    """The records of the one sheet whose headings are those of `source`.

    Raises SourceError that names the missing and unknown headings, their sheet and row.
    """
    if path.suffix == ".geojson":
        return _features(path, source)
    return _single_match(path, source, _tables(path, [source]))


def recognise(path: Path, sources: Iterable[Source]) -> tuple[Source, Records]:
    """The source whose headings the file has, and the file's records.

    Raises SourceError where no source fits (it names the nearest and what is missing) or several
    do.
    """
    tables = _tables(path, list(sources))
    names = sorted({table.source.name for table in tables if table.fits})
    if len(names) > 1:
        raise Refused(path, "several", sources=names)
    if not names:
        raise _mismatch(path, tables)
    (source,) = {table.source.name: table.source for table in tables if table.fits}.values()
    return source, _single_match(
        path, source, [table for table in tables if table.source is source]
    )


# ------------------------------------------------------------------------------------ headings


@dataclass(frozen=True)
class _Table:
    """A sheet, and where in it the headings of one source fit best."""

    source: Source
    grid: Grid
    top: int  # the first row of the headings, from 0
    body: int  # the row below the headings, from 0
    headings: Mapping[int, str]  # column from 0 -> heading as declared, or as written if unknown
    hidden_sheets: tuple[str, ...] = ()  # of the same workbook

    @property
    def missing(self) -> list[str]:
        return sorted(used_columns(self.source) - set(self.headings.values()))

    @cached_property
    def ordinals(self) -> dict[int, str]:
        """Undeclared columns that only number the rows: column from 0 -> heading."""
        declared = used_columns(self.source) | self.source.ignored
        return {
            column: heading
            for column, heading in self.headings.items()
            if ORDINAL_HEADING.fullmatch(heading) and heading not in declared
        }

    @property
    def unknown(self) -> list[str]:
        found = unmapped_columns(self.source, self.headings.values())
        return [heading for heading in found if heading not in self.ordinals.values()]

    @property
    def fits(self) -> bool:
        return not (self.missing or self.unknown or self.repeated)

    @property
    def repeated(self) -> list[str]:
        found = list(self.headings.values())
        return sorted({heading for heading in found if found.count(heading) > 1})

    @property
    def known(self) -> int:
        return len(set(self.headings.values()) & (used_columns(self.source) | self.source.ignored))


@dataclass(frozen=True)
class _Band:
    """Rows of a sheet that may be its headings, read once for all sources."""

    top: int  # the first of them, from 0
    height: int
    texts: Mapping[int, tuple[str, str, str]]  # column -> all of it and its lowest text as they
    # are compared, and all of it as written
    keys: frozenset[str]  # all texts as they are compared

    def read(self, spelling: Mapping[str, str]) -> dict[int, str | None]:
        """Column from 0 -> heading as declared, by how it may be spelt; None where it is none."""
        return {
            column: spelling.get(whole) or spelling.get(lowest)
            for column, (whole, lowest, _) in self.texts.items()
        }

    def known(self, spelling: Mapping[str, str]) -> int:
        """How many different headings are among them."""
        if self.keys.isdisjoint(spelling):
            return 0
        return len({*self.read(spelling).values()} - {None})


def _single_match(path: Path, source: Source, tables: list[_Table]) -> Records:
    """The records of the one table that fits. Raises Refused where none or several fit."""
    fitting = [table for table in tables if table.fits]
    if len(fitting) > 1:
        sheets = [str(table.grid.sheet) for table in fitting]
        raise Refused(path, "two_sheets", sheets=sheets, source=source.name)
    if not fitting:
        raise _mismatch(path, tables)
    return _records(path, fitting[0])


def _tables(path: Path, sources: list[Source]) -> list[_Table]:
    """Every pair of a visible sheet and a source. Raises SourceError where no sheet has a cell."""
    sheets = files.read(path)
    grids = [grid for grid in sheets if any(any(row) for row in grid.rows)]
    hidden = tuple(str(one.sheet) for one in sheets if one.is_hidden)
    if not grids:
        raise Refused(path, "hidden_table" if hidden else "no_cell", sheets=[*hidden])
    found = []
    for grid in grids:
        head = _heading_rows(grid)
        keys = _keys(cell for row in head for cell in row if cell)
        bands = _bands(head, keys)
        found += [replace(_table(grid, source, bands), hidden_sheets=hidden) for source in sources]
    return found


def _keys(texts: Iterable[str]) -> dict[str, str]:
    """Headings -> the form in which they are compared: letters and digits alone, % in words."""
    listed = pl.Series(sorted(set(texts)), dtype=pl.String)
    worded = thai_key(pl.lit(listed)).str.replace_all("%", "ร้อยละ", literal=True)
    bare = worded.str.replace_all(r"[^\pL\pM\pN]", "")
    return dict(zip(listed, pl.select(bare).to_series(), strict=True))


def _heading_rows(grid: Grid) -> list[Row]:
    """The first HEADING_DEPTH rows; each cell of a merged range has the range's text."""
    head = [row[:] for row in grid.rows[:HEADING_DEPTH]]
    for merged in grid.merged:
        for row in head[merged.top - 1 : merged.bottom]:
            row[merged.left - 1 : merged.right] = [
                grid.rows[merged.top - 1][merged.left - 1]
            ] * len(row[merged.left - 1 : merged.right])
    return head


def _bands(head: list[Row], keys: Mapping[str, str]) -> list[_Band]:
    """Every band of rows that may hold the headings, whatever source they are of.

    A heading may be all the texts above a column, joined from top to bottom, or the lowest alone.
    `keys` maps each text to the form in which it is compared.
    """
    found = []
    for top in range(len(head)):
        if not any(head[top]):
            continue
        for height in range(1, min(HEADING_ROWS, len(head) - top) + 1):
            texts = {}
            for column, cells in enumerate(zip(*head[top : top + height], strict=True)):
                if parts := list(dict.fromkeys(cell for cell in cells if cell)):
                    whole = "".join(keys[part] for part in parts)
                    written = " ".join(" ".join(parts).split())
                    texts[column] = (whole, keys[parts[-1]], written)
            keyed = frozenset(key for *both, _ in texts.values() for key in both)
            found.append(_Band(top, height, texts, keyed))
    return found


def _table(grid: Grid, source: Source, bands: list[_Band]) -> _Table:
    """The rows of the sheet that hold most headings of the source; of equal ones, the fewest."""
    spelling = _spellings(source)
    band = max(bands, key=lambda band: (band.known(spelling), -band.height))
    headings = {
        column: heading or band.texts[column][-1] for column, heading in band.read(spelling).items()
    }
    return _Table(source, grid, band.top, band.top + band.height, headings)


@lru_cache(maxsize=256)
def _spellings(source: Source) -> dict[str, str]:
    """How each heading may be written, as `_keys` compares it -> the heading as declared.

    The headings of a form may also be the English names of the columns that are read from them:
    "plan key", Province, event_date. A name that could mean two headings means none.
    """
    declared = _keys(used_columns(source) | source.ignored)
    spelling = {key: heading for heading, key in declared.items()}
    if source.template is None:
        return spelling
    english: dict[str, set[str]] = {}
    for column, expression in source.columns.items():
        roots = list(dict.fromkeys(expression.meta.root_names()))
        if len(roots) == 1 or column in source.amounts:
            for name in (column, re.sub(r"_(?:code|thb|be|percent)$", "", column)):
                english.setdefault(name.replace("_", ""), set()).add(roots[0])
    return {name: min(of) for name, of in english.items() if len(of) == 1} | spelling


def _mismatch(path: Path, tables: list[_Table]) -> Refused:
    """The refusal of a file: what is wrong with the table that fits best."""
    table = max(
        tables,
        key=lambda table: (table.known, not table.source.is_curated, -len(table.missing)),
    )
    source = table.source
    if not table.known and table.hidden_sheets:
        return Refused(path, "hidden_table", sheets=[*table.hidden_sheets])
    if not table.known:
        if len({table.source.name for table in tables}) > 1:
            return Refused(path, "no_heading")
        return Refused(path, "no_heading_of", missing=table.missing, source=source.name)
    problems: list[Phrase] = [
        phrase(code, columns=columns)
        for code, columns in (
            ("missing", table.missing),
            ("unknown", table.unknown),
            ("twice", table.repeated),
        )
        if columns
    ]
    problems += _near_headings(table)
    where = row_location(table.body, table.grid.sheet)
    return Refused(path, "misfit", problems=problems, source=source.name, location=where)


def _near_headings(table: _Table) -> list[Phrase]:
    """What unknown headings were probably meant to be, of those that are missing."""
    missing = set(table.missing)
    spelling = {key: to for key, to in _spellings(table.source).items() if to in missing}
    found = []
    for written, key in _keys(table.unknown).items():
        near = difflib.get_close_matches(key, list(spelling), n=1, cutoff=NEAR_HEADING) or [
            name for name in spelling if len(key) >= SHORTEST_PART and key in name
        ]
        if near:
            meant = spelling[near[0]]
            told = phrase("near_heading", written=written, meant=meant)
            beside = _unit_column(table.source, meant)
            is_counted = beside == "หน่วยนับ" and _BRACKET.search(written)
            if beside and (is_counted or key.endswith(tuple(WORTH))):
                told |= {"code": "near_heading_unit", "column": beside}
            found.append(told)
    return found


def _unit_column(source: Source, heading: str) -> str | None:
    """The heading of a form below which stands the unit of `heading`: the one behind it."""
    listed = list(source.template.fields) if source.template else []
    behind = next((two for one, two in pairwise(listed) if one == heading), "")
    return behind if behind.startswith(("หน่วยเงิน", "หน่วยนับ")) else None


# ------------------------------------------------------------------------------------- records

_TOTAL = re.compile(  # of a text in lower case without spaces
    r"(?:รวม(?:ทั้งสิ้น|ทั้งหมด|ทั้งประเทศ|เป็นเงิน|จำนวน|เงิน)*|(?:grand|sub)?total)(?:[:(\d].*)?"
    r"|รวม(?:ทุก|แต่ละ|จังหวัด|อำเภอ|ภาค|หน่วยงาน).*|(?:ยอดรวม|ยอดสะสม|ผลรวม|จำนวนรวม|ค่าเฉลี่ย|เฉลี่ย).*"
    r"|ทั้งหมด(?:\d.*)?|ทุก(?:จังหวัด|หน่วยงาน|แห่ง).*"
)
_UNIT = re.compile(  # that stands above the headings, behind the word or in brackets
    r"(?:หน่วย(?:นับ|เงิน)?|unit)\s*[:：]?\s*\(?([^\s():：]+)|\(\s*(?!หน่วย|unit)([^()]+?)\s*\)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[(（\[][^\d]+[)）\]]")  # behind a heading: more like a unit than a year
_MULTIPLE = re.compile(  # of things that are counted; a multiple of baht is in `WORTH`
    r"(?:สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน|hundred|thousand|million)s?"
    r"(?:คน|ราย|แห่ง|แผน|โครงการ|รายการ|หน่วย|ครัวเรือน|people|persons)?"
)
_NO_NAME = re.compile(  # of a text in lower case without spaces
    r"ไม่(?:มี|ระบุ|ทราบ|ปรากฏ)(?:ข้อมูล|ชื่อ|หน่วยงาน)?|หลาย(?:แห่ง|หน่วยงาน)"
    r"|[\W\d_]*(?:แห่ง|หน่วยงาน|คน|ราย)?"
)
_NOTE = re.compile(
    r"\*|\(?\d+[)/]|หมายเหตุ|ที่มา|แหล่งที่มา|แหล่งข้อมูล|note|source|remark|รวบรวมโดย|จัดทำโดย|ผู้จัดทำ"
    r"|ผู้รายงาน|ลงชื่อ"
)
_NUMBERS = re.compile(r"\(\d+\)(?: \(\d+\))+")
_ORDINAL = re.compile(r"[\d๐-๙]+\.?")


def _records(path: Path, table: _Table) -> Records:
    grid = table.grid
    for row in grid.rows[table.body :]:
        for column in table.ordinals:
            if _ORDINAL.fullmatch(row[column] or ""):
                row[column] = None
    body = [(number, grid.rows[number - 1]) for number in range(table.body + 1, len(grid.rows) + 1)]
    filled = [(number, row) for number, row in body if any(row)]
    left_out = _footer(filled, len(table.headings)) | _repeated_headings(filled, table)
    kept = [(number, row) for number, row in filled if number not in left_out]
    _check_no_stray_cells(path, table, kept)
    _check_not_cut_off(path, table, kept)
    _fill_merged_cells(table, dict(kept))
    _clear_written_nulls(table, kept)
    _mark_totals(table, kept)
    _mark_names(table, kept)
    _mark_other_units(table, kept)
    named = {
        column: heading
        for column, heading in table.headings.items()
        if column not in table.ordinals
    }
    columns = {
        heading: pl.Series([row[column] for _, row in kept], dtype=pl.String)
        for column, heading in named.items()
    }
    rows = pl.Series([number for number, _ in kept], dtype=pl.Int64)
    return Records(
        sheet=grid.sheet,
        frame=pl.DataFrame(columns | {"_row": rows}),
        rows_read=sum(any(row) for _, row in body) - len(left_out),
        left_out=tuple(sorted(left_out.items())),
        letters={heading: get_column_letter(column + 1) for column, heading in named.items()},
        not_values={
            (number, heading): (str(cell), cell.reason)
            for number, row in kept
            for column, heading in named.items()
            if isinstance(cell := row[column], NotAValue)
        },
        hidden=tuple(number for number, _ in kept if number in grid.hidden),
        hidden_columns=tuple(
            heading for column, heading in named.items() if column + 1 in grid.hidden_columns
        ),
        hidden_sheets=table.hidden_sheets,
    )


def _clear_written_nulls(table: _Table, kept: list[tuple[int, Row]]) -> None:
    """Empties the cells of a form in which a program wrote "nan" for nothing.

    Not in columns of codes: a plan has the code nan.
    """
    if table.source.template is None:
        return
    codes = {
        root
        for column, roots in lineage(table.source).items()
        if column.endswith("_key")
        for root in roots
    }
    clear = [column for column, heading in table.headings.items() if heading not in codes]
    for _, row in kept:
        for column in clear:
            if (row[column] or "").lower() == "nan":
                row[column] = None


def _mark_totals(table: _Table, kept: list[tuple[int, Row]]) -> None:
    """Marks what names a total among the records of a form: it is none of them."""
    if table.source.template is None:
        return
    for _, row in kept:
        for column in table.headings:
            if (cell := row[column]) and _TOTAL.fullmatch("".join(cell.lower().split())):
                row[column] = NotAValue(cell, "a_total")


def _mark_names(table: _Table, kept: list[tuple[int, Row]]) -> None:
    """Marks what is no name where a form needs one; where it needs none, the cell is empty.

    "ไม่ระบุ" or "3 แห่ง" would be counted as a body of that name.
    """
    if table.source.template is None:
        return
    types = table.source.contract.columns()
    needed = {
        root: not types[column].nullable
        for column, roots in lineage(table.source).items()
        if isinstance(types[column], dy.String)
        and not column.endswith(("_key", "_code", "_id", "_period", "unit"))
        for root in roots[:1]
    }
    for _, row in kept:
        for column, heading in table.headings.items():
            if not (cell := row[column]) or heading not in needed or isinstance(cell, NotAValue):
                continue
            written = "".join(cell.lower().split())
            if needed[heading] and _NO_NAME.fullmatch(written):
                row[column] = NotAValue(cell, "no_name")
            elif written.startswith("ไม่") and _NO_NAME.fullmatch(written):
                row[column] = None


def _mark_other_units(table: _Table, kept: list[tuple[int, Row]]) -> None:
    """Marks the numbers of a form above whose headings another unit stands: พันคน, พันบาท."""
    source = table.source
    if source.template is None:
        return
    above = [cell for row in table.grid.rows[: table.body] for cell in row if cell]
    found = [one or other for cell in above for one, other in _UNIT.findall(cell)]
    units = {"".join(unit.lower().split()) for unit in found}
    worths = {WORTH[unit] for unit in units & WORTH.keys()}
    roots, column_of = lineage(source), {name: at for at, name in table.headings.items()}
    money = {roots[column][0]: roots[column][1] for column in source.amounts}
    counts = _numbers(source) - money.keys() if any(map(_MULTIPLE.fullmatch, units)) else set()
    for _, row in kept:
        for heading in counts & column_of.keys():
            _mark(row, column_of[heading], "unit_above")
        for heading, beside in money.items() if worths else ():
            unit = "".join((row[column_of[beside]] or "").lower().split())
            if unit and worths != {WORTH.get(unit)}:
                _mark(row, column_of[heading], "unit_above")


def _mark(row: Row, column: int, reason: str) -> None:
    """Makes a cell one that can't be taken as a value; an empty one stays empty."""
    cell = row[column]
    if cell and not isinstance(cell, NotAValue):
        row[column] = NotAValue(cell, reason)


def _footer(filled: list[tuple[int, Row]], width: int) -> dict[int, Phrase]:
    """Totals and notes below the last record: row -> what it is.

    `filled` are the rows that are not blank, `width` is the number of headings. In a table with one
    heading, a lone cell is always a record; in a wider one it can be a line of a note.
    """
    found: dict[int, Phrase] = {}
    loose: dict[
        int, Phrase
    ] = {}  # lone cells: they are lines of a note if a note begins above them
    for number, row in reversed(filled):
        cells = [cell for cell in row if cell]
        first = "".join(cells[0].lower().split())
        if _TOTAL.fullmatch(first) and not loose:
            found[number] = phrase("a_total", text=_shortened(cells[0]))
        elif width > 1 and _is_note(first, len(cells)):
            found |= loose | {number: phrase("a_note", text=_shortened(cells[0]))}
            loose = {}
        elif len(cells) == 1 and width >= MIN_HEADINGS_FOR_NOTES:
            loose[number] = phrase("a_note", text=_shortened(cells[0]))
        else:
            break
    return found


def _is_note(first: str, cells: int) -> bool:
    """Whether a row is a note: all in one cell, or "หมายเหตุ" in one and its text in the next."""
    return bool(
        _NOTE.match(first) if cells == 1 else cells == 2 and _NOTE.fullmatch(first.rstrip(":"))
    )


def _shortened(text: str, limit: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit]}…"


def _repeated_headings(filled: list[tuple[int, Row]], table: _Table) -> dict[int, Phrase]:
    """Headings repeated on each printed page, and numbers (1) (2) (3) below them: row -> which."""
    headings = table.grid.rows[table.top : table.body]
    found: dict[int, Phrase] = {}
    for position, (number, row) in enumerate(filled):
        if row in headings and len([cell for cell in row if cell]) > 1:
            found[number] = phrase("headings_again")
        elif position == 0 and len(row) > 1 and _NUMBERS.fullmatch(" ".join(filter(None, row))):
            found[number] = phrase("column_numbers")
    return found


def _fill_merged_cells(table: _Table, rows: Mapping[int, Row]) -> None:
    """Writes the value of a vertically merged cell into each of its rows.

    A number of several records, or of several columns, together is no value of any of them.
    """
    numbers = _numbers(table.source)
    for merged in table.grid.merged:
        if merged.top > table.body:
            value = table.grid.rows[merged.top - 1][merged.left - 1]
            inside = [n for n in range(merged.top, merged.bottom + 1) if n in rows]
            columns = [table.headings.get(at) for at in range(merged.left - 1, merged.right)]
            is_of_several = len(inside) > 1 or len(columns) > 1
            if value and is_of_several and columns[0] in numbers:
                value = NotAValue(value, "merged_number")
            for number in inside:
                rows[number][merged.left - 1] = value


def _numbers(source: Source) -> set[str]:
    """The headings of amounts and counts: numbers that neither name a record nor its year."""
    own, types = source.contract.primary_key(), source.contract.columns()
    return {
        root
        for column, roots in lineage(source).items()
        if types[column].dtype.is_numeric() and not (column in own or column.endswith("_year_be"))
        for root in roots[:1]
    }


def _check_no_stray_cells(path: Path, table: _Table, kept: list[tuple[int, Row]]) -> None:
    for number, row in kept:
        for column, cell in enumerate(row):
            if cell and column not in table.headings:
                raise _bad_cell(path, "stray", table, (number, column), cell)


def _bad_cell(path: Path, code: str, table: _Table, at: tuple[int, int], text: str) -> Refused:
    row, column = at
    where = row_location(row, table.grid.sheet)
    return Refused(path, code, location=where, text=_shortened(text), cell=address(row, column + 1))


def _check_not_cut_off(path: Path, table: _Table, kept: list[tuple[int, Row]]) -> None:
    """Raises Refused where a text ends within its last record: too few cells and no line end."""
    grid, last = table.grid, max(table.headings) + 1
    if kept and kept[-1][0] == len(grid.rows) and (grid.last_row_cells or last) < last:
        raise Refused(path, "cut_row", row=len(grid.rows), cells=grid.last_row_cells, width=last)


def _features(path: Path, source: Source) -> Records:
    """The properties of a map's features, without their shapes, as records."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    found = pl.DataFrame([feature["properties"] for feature in features]).cast(pl.String)
    if surplus := unmapped_columns(source, found.columns):
        raise SourceError("map_surplus", path=path, columns=surplus)
    if missing := sorted(used_columns(source) - set(found.columns)):
        raise SourceError("map_missing", path=path, columns=missing)
    stripped = pl.all().str.strip_chars()
    frame = (
        found.select(pl.when(~stripped.is_in(NOTHING)).then(stripped).name.keep())
        .with_row_index("_row", offset=2)
        .select(*found.columns, pl.col("_row").cast(pl.Int64))
    )
    return Records(None, frame, len(features), (), {})
