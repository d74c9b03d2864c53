"""Ways to lay out published files in a folder of a test's own."""

import csv
import hashlib
import io
import random
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl

from etl.build.build import build
from etl.intake import ingest, templates
from etl.project import SHIPPED, Project
from sql.warehouse import current
from tests.cases import filled

CARD = """source = "{name}"
title = "Test file"
publisher = "Test"
url = ""
accessed = 2026-12-31
licence = "none"
kind = "derived"
sha256 = "{sha256}"
bytes = {bytes}
rows = {rows}
note = ""
promise_days = 365
"""


SHAPE_3 = """
    drop macro if exists is_shown;
    drop macro table if exists figures_everywhere;
    update meta.build set shape = 3;
"""
SHAPE_2 = """
    alter table if exists core.dim_document drop column if exists is_secondary;
    alter table if exists core.dim_project drop column if exists award_th;
    alter table if exists core.fct_investment_statement drop column if exists subject_th;
    alter table if exists core.fct_observation drop column if exists note_th;
    alter table if exists marts.statement drop column if exists note_th;
    drop view if exists metrics.headline;
    drop table if exists metrics.metric_age;
    update meta.build set shape = 2;
"""
SHAPE_1 = """
    create or replace table metrics.metric_value as
    select figure.* exclude (figure, figure_set), coalesce(behind.parts, []) as parts
    from metrics.metric_value as figure
    left join (
        select
            figure_set, figure_place,
            added_parts(kind, code, above, below, statement_ids, doc_ids := doc_ids) as parts,
        from metrics.figure_row
        group by figure_set, figure_place
    ) as behind
        on figure.figure_set = behind.figure_set and figure.place_code = behind.figure_place;
    drop view metrics.figure_statement;
    drop view metrics.figure_row;
    drop table metrics.metric_row;
    alter table meta.build drop column shape;
    alter table meta.metric drop column places;
    update meta.metric set sql = '-- as it was then' || sql;
"""


def lay_out_as(shape: int, build: Path) -> None:
    """Gives a build's file the layout of builds of an earlier shape."""
    with duckdb.connect(str(build)) as connection:
        for earlier in (SHAPE_3, SHAPE_2, SHAPE_1)[: 4 - shape]:
            connection.execute(earlier)


def write_edition(folder: Path, file: str, content: bytes, rows: int) -> Path:
    """One published file with an origin card that fits it; gives the file's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    card = CARD.format(name=path.stem, sha256=digest, bytes=len(content), rows=rows)
    (folder / "provenance.toml").write_text(card, encoding="utf-8")
    return path


def copy_data(folder: Path) -> Path:
    """A copy of the shipped sources (no builds) in `folder`."""
    for name in ("raw", "reference", "overrides"):
        if (SHIPPED.data / name).is_dir():
            shutil.copytree(SHIPPED.data / name, folder / name)
    return folder


def publish_copy(warehouse: Path, folder: Path) -> Path:
    """`folder` with a copy of the shipped build published, to be built upon and changed."""
    build = current(warehouse.parent)
    folder.mkdir(parents=True)
    shutil.copy(build, folder)
    (folder / "CURRENT").symlink_to(build.name)
    return folder


def over(data: Path) -> Project:
    """The shipped models and sources over other files."""
    return replace(SHIPPED, data=data)


def rewrite(path: Path, records: list[list[str]]) -> None:
    """Writes records (heading first) over a published CSV and corrects its card."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(records)
    content = out.getvalue().encode()
    card = path.parent / "provenance.toml"
    old = hashlib.sha256(path.read_bytes()).hexdigest()
    text = card.read_text("utf-8").replace(old, hashlib.sha256(content).hexdigest())
    text = re.sub(r"^rows = \d+$", f"rows = {len(records) - 1}", text, flags=re.MULTILINE)
    card.write_text(text, encoding="utf-8")
    path.write_bytes(content)


def renew(shipped: Path, rows: list[list[str]]) -> Path:
    """A newer edition beside a shipped CSV: its heading over these rows; gives the file's path."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([records(shipped)[0], *rows])
    folder = shipped.parents[1] / "2026-12-01"
    return write_edition(folder, shipped.name, out.getvalue().encode(), len(rows))


def records(path: Path) -> list[list[str]]:
    """A published CSV as records, heading first."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def count_38(warehouse: Path, folder: Path) -> Path:
    """`folder` with the shipped build, and upon it one in which the 37 certified cities are 38."""
    data = copy_data(folder / "data")
    observations = max((data / "raw" / "observations").glob("*/observations.csv"))
    heading, *rows = records(observations)
    numbers = [heading.index(name) for name in ("value", "lower", "upper")]
    for row in rows:
        if row[heading.index("obs_id")] in {"OB051", "OB052"}:
            for column in numbers:
                row[column] = "38"
    rewrite(observations, [heading, *rows])
    build(over(data), publish_copy(warehouse, folder / "warehouse"))
    return folder / "warehouse"


def shuffle(folder: Path, seed: int) -> None:
    """Shuffles the rows of every CSV below `folder`."""
    order = random.Random(seed)
    for path in sorted(folder.rglob("*.csv")):
        heading, *rows = records(path)
        order.shuffle(rows)
        rewrite(path, [heading, *rows])


def fill(source: str, inbox: Path, *changes: Mapping[str, str]) -> ingest.Outcome:
    """The source's template with its example row, once per `changes`, taken into `inbox`."""
    (template,) = [found.template for found in SHIPPED.sources if found.name == source]
    assert template, f"{source} has no template"
    (path,) = templates.write(source, inbox)
    book = openpyxl.load_workbook(path)
    worked = filled(template.fields)
    for row, change in enumerate(changes or [{}], start=2):
        for column, cell in enumerate({**worked, **change}.values(), start=1):
            book[templates.DATA_SHEET].cell(row, column).value = cell or None
    book.save(path)
    return ingest.ingest_dropped(inbox, path)
