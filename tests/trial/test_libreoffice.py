"""What is taken along opens in LibreOffice: Thai and codes as they are, and no formula runs.

CSV and XLSX are opened; this LibreOffice reads neither Parquet nor JSON as sheets.
"""

import json
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import fastexcel
import openpyxl
import polars as pl
import pytest

from etl.cli import main
from etl.intake import ingest
from sql import files, spreadsheet
from tests.fixtures.forms import KHON_KAEN, PLACES, SAEN_SUK
from tests.unit.test_files import ABOUT, RUN

HERE = Path(__file__).parent
CSV = "CSV:44,34,76,1"  # commas, quotes, UTF-8, from the first line on
TH = ("--lang", "th")
CODES = [f"{number:02}" for number in range(len(RUN))]


@pytest.fixture(scope="session")
def soffice() -> str:
    found = subprocess.run(
        ["sh", str(HERE / "libreoffice.sh")], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


@pytest.fixture
def saved(soffice: str, tmp_path: Path) -> "Saved":
    return Saved(soffice, tmp_path)


class Saved:
    """Files as LibreOffice opens them and saves them again."""

    def __init__(self, soffice: str, place: Path) -> None:
        self.soffice = soffice
        self.place = place

    def as_(self, ending: str, path: Path, opened: str = "") -> Path:
        """The file in another format; `opened` tells how its text is to be read."""
        out = self.place / "saved"
        subprocess.run(
            [
                *(self.soffice, f"-env:UserInstallation=file://{self.place}/profile"),
                *("--headless", *([f"--infilter={opened}"] if opened else [])),
                *("--convert-to", ending, "--outdir", str(out), str(path)),
            ],
            check=True,
            capture_output=True,
        )
        return out / f"{path.stem}.{ending}"


@pytest.fixture
def exported(warehouse: Path, tmp_path: Path) -> dict[str, Path]:
    """The figures of a KPI, in Thai, by format."""
    assert warehouse.exists()
    folder = tmp_path / "files"
    for kind in files.MEDIA:
        assert main(["export", "CERT-01", "--format", kind, "--to", str(folder), *TH]) == 0
    return {path.suffix.removeprefix("."): path for path in folder.iterdir()}


def sheet(path: Path, number: int = 0) -> pl.DataFrame:
    """A sheet of a workbook, its columns typed by their cells."""
    return fastexcel.read_excel(path).load_sheet(number, schema_sample_rows=None).to_polars()


def unspaced(text: str) -> str:
    """Tabs and ends of lines are not kept by every format."""
    return "".join(text.split())


def formulas(path: Path) -> int:
    """How many cells are run, but for yes and no, which LibreOffice keeps as =TRUE(), =FALSE()."""
    with zipfile.ZipFile(path) as archive:
        found = re.findall(r'table:formula="([^"]*)"', archive.read("content.xml").decode())
    return sum(formula not in ("of:=TRUE()", "of:=FALSE()") for formula in found)


def written(kind: files.Format, frame: pl.DataFrame, folder: Path) -> Path:
    path = folder / f"written.{kind}"
    table = frame.to_arrow()
    path.write_bytes(b"".join(files.write(kind, table.schema, table.to_batches(), ABOUT)))
    return path


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_figures_of_a_kpi_open_as_they_are(
    saved: Saved, exported: dict[str, Path], kind: str
) -> None:
    told = json.loads(exported["json"].read_text(encoding="utf-8"))
    ods = saved.as_("ods", exported[kind], CSV if kind == "csv" else "")
    frame = sheet(ods)
    headings, words = told["columns"], told["about"]["codes"]
    assert frame.columns == [*headings.values()]
    for name in ("place_th", "place_kind", "kpi", "source", "licence", "qualifier"):
        of = words.get(name, {})
        assert frame[headings[name]].to_list() == [
            of.get(row[name], row[name]) for row in told["rows"]
        ]
    assert "ทั้งประเทศ" in frame[headings["place_kind"]]
    assert "เชียงใหม่" in frame[headings["place_th"]]
    for name in ("value", "upper", "age_days"):
        assert frame[headings[name]].dtype == pl.Float64
        assert frame[headings[name]].to_list() == [row[name] for row in told["rows"]]
    days = [row["as_of"] and date.fromisoformat(row["as_of"]) for row in told["rows"]]
    assert frame[headings["as_of"]].cast(pl.Date).to_list() == days
    assert formulas(ods) == 0


def test_the_second_sheet_opens_too(saved: Saved, exported: dict[str, Path]) -> None:
    about = json.loads(exported["json"].read_text(encoding="utf-8"))["about"]
    cells = {
        str(cell) for row in sheet(saved.as_("ods", exported["xlsx"]), 1).rows() for cell in row
    }
    assert {about["kpis"][0]["definition"], about["build"], about["licence"]} <= cells
    assert {source["url"] for source in about["sources"]} <= cells


def test_codes_stay_text_and_nothing_runs_in_a_workbook(saved: Saved, tmp_path: Path) -> None:
    frame = pl.DataFrame({"code": CODES, "note": RUN, "value": [0.5] * len(RUN)})
    ods = saved.as_("ods", written("xlsx", frame, tmp_path))
    opened = sheet(ods)[:, :3]
    opened.columns = frame.columns  # from their headings in words
    assert formulas(ods) == 0
    assert opened["code"].to_list() == CODES
    assert [*map(unspaced, opened["note"])] == [*map(unspaced, RUN)]
    assert opened["value"].dtype == pl.Float64


def test_nothing_runs_in_a_csv(saved: Saved, tmp_path: Path) -> None:
    """Codes keep their zeros where the column is opened as text, as Excel asks for too."""
    frame = pl.DataFrame({"code": CODES, "note": RUN, "value": [0.5] * len(RUN)})
    ods = saved.as_("ods", written("csv", frame, tmp_path), f"{CSV},1/2")
    opened = sheet(ods)[:, :3]
    opened.columns = frame.columns  # from their headings in words
    bare = tmp_path / "bare.csv"
    bare.write_text("=1+1", encoding="utf-8")
    assert (formulas(saved.as_("ods", bare, CSV)), formulas(ods)) == (1, 0)
    assert opened["code"].to_list() == CODES
    assert [*map(unspaced, opened["note"])] == [unspaced(spreadsheet.guarded(text)) for text in RUN]
    assert opened["value"].dtype == pl.Float64


def test_a_workbook_goes_back_into_the_form_that_it_has_the_shape_of(
    saved: Saved, warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the columns are gone that a file carries beside its rows; with them, they are named."""
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "inbox"))
    assert warehouse.exists()
    rows = [PLACES.row(), PLACES.row(**KHON_KAEN), PLACES.row(**SAEN_SUK)]
    frame = pl.DataFrame(rows, schema=PLACES.head, orient="row")
    path = saved.as_("xlsx", written("xlsx", frame, tmp_path))
    refused = ingest.ingest(path, name=PLACES.source, dry_run=True)
    assert (refused.status, files.heading("build", "th") in refused.text("th")) == ("refused", True)
    book = openpyxl.load_workbook(path)
    data = book.worksheets[0]
    data.delete_cols(len(PLACES.head) + 1, data.max_column)
    book.save(path)
    outcome = ingest.ingest(path, name=PLACES.source, dry_run=True)
    assert (outcome.status, outcome.accepted) == ("checked", len(rows)), outcome.text("en")
