"""What is in force of what was sent: which rows hold, and what a new sending changes.

Of a list (a `snapshot`) the last sending is the list. Of a form that adds, the row of one key that
is as of the latest day holds; of the same day, the one sent last. Where files hold whole lists of
one thing each (`list_of`), that is said of the list.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast

import polars as pl

from etl.contract import Source
from etl.errors import SourceError
from etl.expressions import name_key, province_names
from etl.intake import decisions, inbox
from etl.intake.decisions import Decision
from etl.intake.extract import editions, unauthorised_editions
from etl.intake.overrides import apply_corrections
from etl.intake.plausible import Plan
from etl.intake.quarantine import apply_repairs, filed_repairs
from etl.intake.refusals import Phrase, phrase, some
from etl.intake.register import known_plans
from etl.intake.validate import validate_all
from sql import words

REPORTED = {"as_of", "as_of_precision", "document", "reported_by"}  # not what a row states
ORIGIN = ["_edition", "_file_sha256", "_row"]
PROVINCE = "province_code"
WHERE = ["_edition", "_row"]


def accepted_rows(
    source: Source, plans: Mapping[str, Plan], data: Path, inbox_folder: Path | None
) -> pl.DataFrame:
    """The accepted rows of every edition that counts, corrected and repaired, oldest first.

    `plans` are those of `register.known_plans`. Raises SourceError where an edition can't be read.
    """
    found = editions(source, data, inbox_folder)
    found, _ = apply_corrections(found, data / "overrides" / f"{source.name}.toml")
    found, _ = apply_repairs(found, filed_repairs(inbox_folder)[0])
    frames = [validated.accepted for validated in validate_all(found, plans)]
    return pl.concat(frames) if frames else _no_rows(source)


def in_force(source: Source, rows: pl.DataFrame) -> pl.DataFrame:
    """Of `accepted_rows`, those that hold; `sql/staging/stg_<source>.sql` gives the same."""
    return rows.join(_places(_holding(source, rows)), on=WHERE, how="semi")


def replaced_by(source: Source, rows: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Edition -> the edition whose row holds in place of one of its rows -> how many such rows."""
    rows, by = _with_keys(source, rows, _things(source))
    holding = _holding(source, rows).select(*by, pl.col("_edition").alias("instead")).unique()
    beside = rows.join(holding, on=by, nulls_equal=True) if by else rows.join(holding, how="cross")
    gone = beside.filter(pl.col("_edition") != pl.col("instead"))
    counted = gone.group_by("_edition", "instead").len().sort("_edition", "instead")
    found: dict[str, dict[str, int]] = {}
    for edition, instead, count in counted.iter_rows():
        found.setdefault(edition, {})[instead] = count
    return found


def _no_rows(source: Source) -> pl.DataFrame:
    columns = {name: spec.dtype for name, spec in source.contract.columns().items()}
    return pl.DataFrame(schema=pl.Schema(columns | _ORIGIN_TYPES))


_ORIGIN_TYPES = dict(zip(ORIGIN, (pl.String(), pl.String(), pl.Int64()), strict=True))


def _things(source: Source) -> list[str]:
    """The columns that say what a row or a list is about; none where one list is all there is."""
    if source.load == "snapshot":
        return []
    return list(source.list_of or source.contract.primary_key())


def _with_keys(
    source: Source, rows: pl.DataFrame, columns: Sequence[str]
) -> tuple[pl.DataFrame, list[str]]:
    """The rows with `columns` as they are compared, beside them; and what those are named."""
    types = source.contract.columns()
    compared = {
        f"_key_{name}": name_key(pl.col(name)) if types[name].dtype == pl.String else pl.col(name)
        for name in columns
    }
    return rows.with_columns(**compared), list(compared)


def _holding(source: Source, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per key, or a list's rows: those that no other row replaces."""
    if not rows.height:
        return rows
    rows, by = _with_keys(source, rows, _things(source))
    if not by:
        return rows.filter(pl.col("_edition") == pl.col("_edition").max())
    newest = [_as_of_end(), pl.col("_edition"), pl.col("_row")]
    first = rows.sort(newest, descending=True).unique(by, keep="first", maintain_order=True)
    if not source.list_of:
        return first
    return rows.join(first.select(*by, "_edition"), on=[*by, "_edition"], how="semi")


def _places(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(WHERE)


def _as_of_end() -> pl.Expr:
    """The last day of the period as of which a row is stated: the macro `period_end`."""
    day, precision = pl.col("as_of"), pl.col("as_of_precision").cast(pl.String)
    return (
        pl.when(precision == "month")
        .then(day.dt.month_end())
        .when(precision == "year")
        .then(pl.date(day.dt.year(), 12, 31))
        .otherwise(day)
    )


# ------------------------------------------------------------------------- what a sending changes


@dataclass(frozen=True)
class Effect:
    """What a new sending does to the rows that are in force.

    Of its rows, `new` state what was not stated, `changed` something else than before, `same` the
    same; `older` are as of an earlier day than what holds, and change nothing. `dropped` rows are
    in force now and not in the list that is sent.
    """

    new: int
    changed: int
    same: int
    older: int
    dropped: int
    edition: str  # the newest edition in force before; "" where there is none
    doubts: tuple[Phrase, ...]  # why an operator must look at it first

    def told(self) -> list[Phrase]:
        """What was changed, as texts of `sql/refusal.toml`; nothing at a first sending."""
        if not self.edition:
            return []
        counts = {
            name: f"{getattr(self, name):,}"
            for name in ("new", "changed", "same", "older", "dropped")
        }
        return [phrase("resent", edition=self.edition, **counts)]


def effect(source: Source, sent: pl.DataFrame, rows: pl.DataFrame) -> Effect:
    """What `sent`, the accepted rows of a file that is not filed yet, changes.

    `rows` are the accepted rows of the editions before it.
    """
    last = "~"  # a name after that of every edition
    sent = sent.with_columns(pl.lit(last).alias("_edition"))
    before = in_force(source, rows)
    after = in_force(source, pl.concat([rows.select(sent.columns), sent]))
    own = source.contract.primary_key()
    stated = [name for name in source.contract.columns() if name not in {*REPORTED, *own}]
    before, key = _with_keys(source, before, own)
    after, _ = _with_keys(source, after, own)
    was = before.select(*key, *(pl.col(name).alias(f"was_{name}") for name in stated), was=True)
    held = after.filter(pl.col("_edition") == last).join(was, on=key, how="left", nulls_equal=True)
    known = held.filter(pl.col("was").is_not_null())
    alike = [pl.col(name).eq_missing(pl.col(f"was_{name}")) for name in stated]
    same = known.filter(pl.all_horizontal(pl.lit(True), *alike)).height
    dropped = before.join(after, on=key, how="anti", nulls_equal=True)
    return Effect(
        new=held.height - known.height,
        changed=known.height - same,
        same=same,
        older=sent.height - held.height,
        dropped=dropped.height,
        edition=str(before["_edition"].max()) if before.height else "",
        doubts=tuple(_doubts(source, before, after, dropped, sent)),
    )


def _doubts(
    source: Source,
    before: pl.DataFrame,
    after: pl.DataFrame,
    dropped: pl.DataFrame,
    sent: pl.DataFrame,
) -> list[Phrase]:
    """Why a list that is sent can't replace the one in force unseen."""
    found = []
    if PROVINCE in before.columns:
        gone = sorted(set(before[PROVINCE].drop_nulls()) - set(after[PROVINCE].drop_nulls()))
        if gone:
            found.append(phrase("drops_provinces", count=len(gone), names=some(_named(gone))))
    if dropped.height:
        keys = dropped.select(pl.concat_str(_texts(source), separator=" / ")).to_series().to_list()
        found.append(phrase("drops_rows", count=dropped.height, names=some(sorted(keys))))
    if source.load == "snapshot" and "as_of" in sent.columns and before.height and sent.height:
        was, now = (frame.select(_as_of_end().max()).item() for frame in (before, sent))
        if now < was:
            found.append(phrase("older_list", was=was.isoformat(), now=now.isoformat()))
    return found


def _texts(source: Source) -> list[pl.Expr]:
    return [pl.col(name).cast(pl.String).fill_null("") for name in source.contract.primary_key()]


def _named(codes: Sequence[str]) -> list[str]:
    """Provinces by their official names."""
    official: dict[str, str] = {}
    for name, code in province_names().items():
        official.setdefault(code, name)
    return [official.get(code, code) for code in codes]


# ------------------------------------------------------------------------------ all that was filed


State = Literal[
    "in_force",
    "in_part",
    "replaced",
    "empty",
    "applied",
    "held",
    "withdrawn",
    "left_out",
    "broken",
]
STANDS: Mapping[State, str] = {  # the text that says so
    "in_force": "stands_in_force",
    "in_part": "stands_in_part",
    "replaced": "stands_replaced",
    "empty": "stands_empty",
    "applied": "stands_applied",
    "held": "stands_held",
    "withdrawn": "stands_withdrawn",
    "left_out": "stands_left_out",
    "broken": "stands_broken",
}
FOR_SENDER: Mapping[State, str] = {  # the text where it names commands, for who sent the file
    "in_part": "sender_in_part",
    "replaced": "sender_replaced",
    "held": "sender_held",
    "withdrawn": "sender_withdrawn",
    "broken": "sender_broken",
}


@dataclass(frozen=True)
class Filed:
    """Where one filed file stands.

    `state` is `in_force`, `in_part` (some of its rows hold), `replaced`, `held`, `withdrawn`,
    `empty` (no row was accepted), `applied` (a workbook of repaired rows), `broken` (its source
    can't be read), or `left_out` (the project keeps the source itself). `rows` were accepted and
    `holding` of them are in force; `replaced_by` says whose rows hold instead of the others.
    `reasons` are why it is held or withdrawn, `by` whom, on which `day`.
    """

    name: str
    source: str
    state: State
    sender: str
    file: str
    received: str  # the day, in Bangkok
    via: str
    filed_by: str
    rows: int = 0
    holding: int = 0
    replaced_by: Mapping[str, int] = field(default_factory=dict)
    reasons: tuple[Phrase, ...] = ()
    by: str = ""
    day: str = ""

    def told(self, *, to_sender: bool = False) -> Phrase:
        """Where it stands, and what an operator, or its sender, can do; in `sql/refusal.toml`."""
        others = [f"{self.source}/{name}" for name in self.replaced_by]
        values = {
            "name": self.name,
            "rows": f"{self.rows:,}",
            "holding": f"{self.holding:,}",
            "names": ", ".join(others),
            "withdraw": "; ".join(f"python -m etl withdraw {name}" for name in others),
            "reasons": list(self.reasons),
            "by": self.by,
            "day": _day(self.day) if self.day else "",
        }
        codes = {**STANDS, **FOR_SENDER} if to_sender else STANDS
        return phrase(codes[self.state], **values)


def _day(iso: str) -> Phrase:
    return phrase("either", thai=words.day(iso, "th"), english=words.day(iso, "en"))


def listing(
    sources: Iterable[Source], data: Path, inbox_folder: Path | None, shelf: str | None = None
) -> list[Filed]:
    """All that was ever filed in the inbox and where it stands, in order of source and time.

    With `shelf`, the files of one source alone, or the workbooks of repaired rows.
    """
    decided = decisions.left_out(inbox_folder)
    by_source: dict[str, list[tuple[Path, Decision | None]]] = {}
    for folder in inbox.every_filed(inbox_folder):
        if shelf in (None, folder.parent.name):
            made = decided.get(inbox.name_of(folder))
            by_source.setdefault(folder.parent.name, []).append((folder, made))
    declared = {source.name: source for source in sources}
    plans = known_plans(declared.values(), data, inbox_folder) if by_source else {}
    return [
        filed
        for name, folders in by_source.items()
        for filed in _of_source(declared.get(name), folders, plans, data, inbox_folder)
    ]


def _of_source(
    source: Source | None,
    folders: list[tuple[Path, Decision | None]],
    plans: Mapping[str, Plan],
    data: Path,
    inbox_folder: Path | None,
) -> Iterator[Filed]:
    """Where the filed files of one source stand; `source` is None of repaired workbooks."""
    rows, trouble = None, None
    if source:
        try:
            rows = accepted_rows(source, plans, data, inbox_folder)
        except (SourceError, OSError, ValueError) as error:
            told = error.told() if isinstance(error, SourceError) else None
            trouble = told or decisions.said(str(error))
    replaced = replaced_by(source, rows) if source and rows is not None else {}
    counted = _count(rows)
    holding = _count(in_force(source, rows)) if source and rows is not None else {}
    refused = unauthorised_editions(source, inbox_folder) if source else []
    for folder, made in folders:
        card = inbox.card(folder)
        filed = Filed(
            name=inbox.name_of(folder),
            source=folder.parent.name,
            state="broken",
            sender=card.publisher if card else "",
            file=", ".join(path.name for path in folder.glob("[!.]*") if path.name != inbox.CARD),
            received=card.accessed.isoformat() if card else folder.name[:10],
            via=card.via if card else "",
            filed_by=card.filed_by if card else "",
            rows=counted.get(folder.name, card.rows if card and made else 0),
            holding=holding.get(folder.name, 0),
            replaced_by=replaced.get(folder.name, {}),
        )
        if made:
            yield replace(
                filed,
                state=cast("State", made.state),
                reasons=made.reasons,
                by=made.by,
                day=made.day,
            )
        elif source is None:
            yield replace(
                filed, state="applied" if folder.parent.name == inbox.REPAIRS else "left_out"
            )
        elif trouble:
            yield replace(filed, reasons=(trouble,))
        elif folder in refused:
            yield replace(filed, state="left_out")
        else:
            yield replace(filed, state=_standing(filed))


def _standing(filed: Filed) -> State:
    if not filed.rows:
        return "empty"
    if not filed.holding:
        return "replaced"
    return "in_force" if filed.holding == filed.rows else "in_part"


def _count(rows: pl.DataFrame | None) -> dict[str, int]:
    return {} if rows is None else dict(rows.group_by("_edition").len().iter_rows())
