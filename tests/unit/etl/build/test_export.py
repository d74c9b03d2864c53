"""`python -m etl export`: figures and tables as files that tell what they are; plain refusals."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest

from etl.cli import main
from sql import files, words
from tests.app.test_take import READ
from tests.conftest import TODAY
from tests.fixtures.small import Publish

Type = Callable[..., tuple[int, str]]


@pytest.fixture
def types(capsys: pytest.CaptureFixture[str]) -> Type:
    """What an operator types behind `export`: the exit code and all that is printed."""

    def typed(*said: str | Path) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["export", *map(str, said)])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return typed


def only(folder: Path) -> Path:
    (path,) = folder.iterdir()  # nothing unfinished beside it
    return path


@pytest.mark.parametrize("kind", READ)
def test_the_figures_of_a_kpi_carry_what_they_need(
    warehouse: Path, types: Type, tmp_path: Path, kind: files.Format
) -> None:
    code, said = types("cert-01", "--format", kind, "--to", tmp_path / "new", "--lang", "th")
    path = only(tmp_path / "new")
    assert (code, said) == (0, f"เขียนแล้ว {path}\n")
    with duckdb.connect(str(warehouse), read_only=True) as database:
        known = database.sql(
            "select count(*) from metrics.metric_value where metric_id = 'certified_cities'"
        ).fetchall()
        build_id = database.sql("select build_id from meta.build").fetchall()[0][0]
    assert path.name == f"smartcity_CERT-01_figures_{TODAY}_{build_id.rpartition('-')[2]}.{kind}"
    rows = READ[kind](path.read_bytes())
    assert [(len(rows),)] == known
    (here,) = (
        row for row in rows if row["place_code"] == "50" and row["is_current"] in (True, "true")
    )
    assert (float(str(here["value"])), here["qualifier"]) == (3, "=")
    assert here["place_th"] == "เชียงใหม่"
    coded = ("จังหวัด", "เมือง") if kind in files.PEOPLE else ("province", "cities")
    assert (here["place_kind"], here["unit"]) == coded
    assert (here["kpi"], str(here["as_of"])[:10]) == ("CERT-01", "2025-08-27")
    assert str(here["age_days"]) == "459"
    assert all(address.startswith("http") for address in str(here["source_url"]).split("; "))
    assert str(here["licence"]).startswith("ข้อเท็จจริงจากเอกสารสาธารณะ")
    assert here["build"] == build_id
    assert "link" not in here


def test_a_figure_of_today_is_worked_out_and_rows_behind_bring_their_documents(
    warehouse: Path, types: Type, tmp_path: Path
) -> None:
    assert warehouse.exists()
    assert types("pace_gap", "--format", "json", "--to", tmp_path)[0] == 0
    told = json.loads(only(tmp_path).read_text(encoding="utf-8"))
    gap = next(row for row in told["rows"] if row["is_current"] and row["place_code"] == "TH")
    assert gap["value"] == pytest.approx(gap["numerator"] / gap["denominator"])
    assert gap["documents"]
    assert {source["doc_id"] for source in told["about"]["sources"]} >= {
        *gap["documents"].split("; ")
    }


def test_a_table_is_written_whole_with_the_documents_that_it_names(
    warehouse: Path, types: Type, tmp_path: Path
) -> None:
    assert types("core.fct_gpp", "--to", tmp_path)[0] == 0
    content = only(tmp_path).read_bytes()
    with duckdb.connect(str(warehouse), read_only=True) as database:
        found = database.sql("select province_code, gpp_million_thb from core.fct_gpp").fetchall()
    rows = READ["xlsx"](content)
    assert [(row["province_code"], row["gpp_million_thb"]) for row in rows] == [
        (code, float(gpp)) for code, gpp in found
    ]
    about = openpyxl.load_workbook(io.BytesIO(content))[words.say("file.about", "en")]
    cells = {cell for row in about.iter_rows(values_only=True) for cell in row if cell}
    assert any(str(cell).startswith("core.fct_gpp: ") for cell in cells)
    assert {row["source_url"] for row in rows} <= cells


@pytest.mark.parametrize(
    ("name", "near"),
    [("CERT-1", "CERT-01"), ("certifed_cities", "CERT-01"), ("core.fct_gdp", "core.fct_gpp")],
)
def test_an_unknown_name_is_refused_with_near_ones(
    warehouse: Path, types: Type, tmp_path: Path, name: str, near: str
) -> None:
    assert warehouse.exists()
    code, said = types(name, "--to", tmp_path)
    assert code == 1
    assert said.startswith(f"{name}: no KPI and no table has this name. Did you mean {near}")
    assert "น่าจะหมายถึง" in types(name, "--to", tmp_path, "--lang", "th")[1]
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", ["zzz", "quarantine.gpp", "staging.stg_gpp", "core.x; drop"])
def test_what_is_no_kpi_and_no_published_table_is_refused(
    warehouse: Path, types: Type, tmp_path: Path, name: str
) -> None:
    assert warehouse.exists()
    assert types(name, "--to", tmp_path)[0] == 1
    assert [*tmp_path.iterdir()] == []


def test_a_file_that_is_there_stays(warehouse: Path, types: Type, tmp_path: Path) -> None:
    assert warehouse.exists()
    types("CERT-01", "--format", "csv", "--to", tmp_path)
    path = only(tmp_path)
    path.write_text("mine", encoding="utf-8")
    code, said = types("CERT-01", "--format", "csv", "--to", tmp_path, "--lang", "th")
    assert (code, f"มีไฟล์ {path.name} อยู่แล้ว" in said) == (1, True)
    assert "is there already" in types("CERT-01", "--format", "csv", "--to", tmp_path)[1]
    assert only(tmp_path).read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_none_is_told(warehouse: Path, types: Type, tmp_path: Path) -> None:
    assert warehouse.exists()
    (tmp_path / "file").touch()
    code, said = types("CERT-01", "--to", tmp_path / "file")
    assert (code, "no file can be written there" in said) == (1, True)
    assert "เขียนไฟล์ลงใน" in types("CERT-01", "--to", tmp_path / "file", "--lang", "th")[1]


def test_a_full_disk_leaves_no_half_of_a_file(
    warehouse: Path, types: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert warehouse.exists()

    def full(*_: object) -> object:
        yield b"half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write", full)
    code, said = types("CERT-01", "--to", tmp_path)
    assert (code, "No space left on device" in said) == (1, True)
    assert [*tmp_path.iterdir()] == []


def test_a_small_record_is_exported_too(
    types: Type, publish_small: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    assert types("ONE-01")[0] == 1  # nothing is published yet
    publish_small(tmp_path / "warehouse")
    assert types("ONE-01", "--format", "csv", "--to", tmp_path / "files")[0] == 0
    rows = READ["csv"](only(tmp_path / "files").read_bytes())
    assert {row["unit"] for row in rows} == {"cities"}
    assert {row["documents"] for row in rows} == {""}
