"""Files that are taken along: rows with what they mean, by four ways, and nothing that runs."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import get_args

import openpyxl
import polars as pl
import pyarrow.parquet as pq
import pytest

from sql import files, sheets, spreadsheet
from sql.files import About, Format, Kpi, Source

RUN = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t1+1", "\n1+1", "\r1+1", "-HX14 A", "+66 2 123", "--5"]
RUN += [
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    " =1+1",
    "\u00a0=1",
    "\u3000=1",
    "\u200b=1",
    "\ufeff ＝1",
]
TEXT = [
    "ภูเก็ต",
    "a=1",
    "-5",
    "+3.2",
    "-1,234.5",
    "1e-5",
    "-1E+5",
    "-๑๒.๕",
    "-5%",
    "－５",
    "2023-06-14",
]
TEXT += ["=", "~", ">", "-", "+", " - ", "–", "＝", "'=1", "", " "]


TODAY = date(2026, 11, 29)
ABOUT = About(
    title="เมืองที่ได้รับตราสัญลักษณ์",
    lang="th",
    today=TODAY,
    build="20261129T060000Z-d8af2350",
    link="https://city.example/provinces?lang=th",
    filters={"จังหวัด": "เชียงใหม่", "ภาค": "ทั้งประเทศ"},
    kpis={"certified": Kpi("CERT-01", "เมืองที่ได้รับตรา", "นิยาม…", "นับแผน", "cities", "ระวัง")},
    sources={
        "d1": Source("รายงานประจำปี", "ดีป้า", "https://a.example/r", "สาธารณสมบัติ"),
        "d2": Source("ข่าว", "The Nation", "https://b.example/n", "ไม่ระบุ"),
    },
    of=["certified"],
)


def made(kind: Format, frame: pl.DataFrame, about: About = ABOUT, at_once: int = 2) -> bytes:
    table = frame.to_arrow()
    parts = files.write(kind, table.schema, table.to_batches(max_chunksize=at_once), about)
    return b"".join(parts)


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def column(content: bytes, name: str) -> list[str]:
    """The cells of a column of a CSV."""
    heading, *rows = read_csv(content)
    return [row[heading.index(files.heading(name, "th"))] for row in rows]


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(rows: Iterable[tuple[object, ...]]) -> list[list[object]]:
    return [list(row) for row in rows]


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    frame = pl.DataFrame({"note": [text, "ภูเก็ต"]})
    assert column(made("csv", frame), "note") == [f"'{text}", "ภูเก็ต"]
    assert spreadsheet.unguarded(f"'{text}") == text
    cell = book(made("xlsx", frame)).worksheets[0]["A2"]
    assert (cell.data_type, cell.value, bool(cell.quotePrefix)) == (
        *("s", spreadsheet.cell_text(text), True),
    )


@pytest.mark.parametrize("text", TEXT)
def test_numbers_dates_and_lone_signs_stay_as_they_are(text: str) -> None:
    frame = pl.DataFrame({"note": [text]})
    assert column(made("csv", frame), "note") == [text]
    assert spreadsheet.guarded(text) == text
    cell = book(made("xlsx", frame)).worksheets[0]["A2"]
    assert (cell.value or "", cell.data_type) == (text, "s" if text else cell.data_type)


TYPED = pl.DataFrame(
    {
        "province_code": ["05", "10", "90"],
        "cities": [1, 2, None],
        "value": [4.0, -1.5, float("inf")],
        "exact": [Decimal("1654734.10"), None, Decimal(3)],
        "as_of": [date(2025, 8, 27), date(2023, 1, 1), None],
        "as_of_precision": ["day", "year", None],
        "built_at": [datetime(2026, 11, 29, 6, 0), None, None],  # noqa: DTZ001
        "is_named": [True, False, None],
        "plans": [["ก", "ข"], [], None],
        "documents": [
            [{"doc_id": "d1", "is_secondary": False}, {"doc_id": "d2", "is_secondary": True}],
            [{"doc_id": "d1", "is_secondary": False}],
            [],
        ],
    }
)


def test_a_csv_holds_codes_numbers_days_and_what_each_row_needs() -> None:
    heading, *rows = read_csv(made("csv", TYPED))
    first = dict(zip(heading, rows[0], strict=True))
    expected = {
        "province_code": "05",
        "cities": "1",
        "value": "4",
        "exact": "1654734.10",
        "as_of": "2025-08-27",
        "as_of_precision": "วัน",
        "built_at": "2026-11-29T06:00:00",
        "is_named": "true",
        "plans": "ก; ข",
        "documents": "d1; d2",
        "secondary_documents": "d2",
        "kpi": "CERT-01",
        "unit": "เมือง",
        "age_days": "459",
        "source": "รายงานประจำปี; ข่าว",
        "source_url": "https://a.example/r; https://b.example/n",
        "licence": "สาธารณสมบัติ; ไม่ระบุ",
        "build": ABOUT.build,
        "link": ABOUT.link,
    }
    assert first == {files.heading(name, "th"): cell for name, cell in expected.items()}
    ages = column(made("csv", TYPED), "age_days")
    assert ages == ["459", str((TODAY - date(2023, 12, 31)).days), ""]


def test_a_workbook_is_typed_under_a_frozen_heading() -> None:
    sheet, about = book(made("xlsx", TYPED)).worksheets
    assert (sheet.title, about.title, sheet.freeze_panes) == ("ข้อมูล", "เกี่ยวกับไฟล์", "A2")
    heading, first, second, third = cells(sheet.iter_rows(values_only=True))
    assert heading[:3] == ["รหัสจังหวัด", "จำนวนเมือง", "ค่า"]
    assert first[:8] == [
        *("05", 1, 4, 1654734.1, datetime(2025, 8, 27), "วัน"),  # noqa: DTZ001
        *(datetime(2026, 11, 29, 6), True),  # noqa: DTZ001
    ]
    assert (second[2], third[2], third[0]) == (-1.5, None, "90")
    assert sheet["A2"].number_format == "@"
    assert sheet["E2"].number_format == r"yyyy\-mm\-dd"


def test_a_workbook_says_all_of_itself() -> None:
    about = book(made("xlsx", TYPED)).worksheets[1]
    lines = [[cell for cell in row if cell] for row in cells(about.iter_rows(values_only=True))]
    assert lines[:2] == [[ABOUT.title], ["CERT-01 เมืองที่ได้รับตรา"]]
    for line in (
        *(["นิยาม", "นิยาม…"], ["สูตร", "นับแผน"], ["หน่วย", "เมือง"], ["ข้อควรระวัง", "ระวัง"]),
        *(["จังหวัด", "เชียงใหม่"], ["เวอร์ชันข้อมูล", ABOUT.build], ["จัดทำเมื่อ", "2026-11-29"]),
        *(["d1", *vars(ABOUT.sources["d1"]).values()], ["d2", *vars(ABOUT.sources["d2"]).values()]),
    ):
        assert line in lines


CODED = pl.DataFrame(
    {"stage": ["planned", "of_nobody", None], "kind": ["plan", "news", "news"], "unit": ["THB"] * 3}
)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("th", [["ตามแผน", "แผน", "บาท"], ["of_nobody", "ข่าว", "บาท"], ["", "ข่าว", "บาท"]]),
        ("en", [["planned", "plan", "baht"], ["of_nobody", "news", "baht"], ["", "news", "baht"]]),
    ],
)
def test_codes_are_words_where_people_read_the_file(lang: str, words: list[list[str]]) -> None:
    told = About(**{**vars(ABOUT), "of": [], "lang": lang})
    _, *rows = read_csv(made("csv", CODED, told))
    assert [row[:3] for row in rows] == words
    _, *typed = cells(book(made("xlsx", CODED, told)).worksheets[0].iter_rows(values_only=True))
    assert [[cell or "" for cell in row[:3]] for row in typed] == words


def test_codes_stay_where_programs_read_the_file_with_their_words_beside() -> None:
    told = About(**{**vars(ABOUT), "of": []})
    content = json.loads(made("json", CODED, told))
    parquet = pq.ParquetFile(io.BytesIO(made("parquet", CODED, told)))
    assert [row["stage"] for row in content["rows"]] == ["planned", "of_nobody", None]
    assert parquet.read()["kind"].to_pylist() == ["plan", "news", "news"]
    beside = json.loads(parquet.metadata.metadata[b"about"])["codes"]
    assert beside == content["about"]["codes"]
    assert beside == {
        "stage": {"planned": "ตามแผน"},
        "kind": {"plan": "แผน", "news": "ข่าว"},
        "unit": {"THB": "บาท"},
    }


def test_parquet_is_typed_and_says_all_of_itself() -> None:
    file = pq.ParquetFile(io.BytesIO(made("parquet", TYPED)))
    table = file.read()
    kinds = {field.name: str(field.type) for field in table.schema}
    assert [kinds[name] for name in ("province_code", "cities", "value", "as_of", "is_named")] == [
        *("string", "int64", "double", "date32[day]", "bool"),
    ]
    assert table.schema.field("cities").metadata == {b"heading": "จำนวนเมือง".encode()}
    told = json.loads(file.metadata.metadata[b"about"])
    assert told["kpis"][0]["code"] == "CERT-01"
    assert [one["doc_id"] for one in told["sources"]] == ["d1", "d2"]
    assert table["province_code"].to_pylist() == ["05", "10", "90"]


def test_json_has_headings_rows_and_all_of_itself() -> None:
    told = json.loads(made("json", TYPED))
    assert told["columns"]["province_code"] == "รหัสจังหวัด"
    assert [row["value"] for row in told["rows"]] == [4, -1.5, None]
    assert told["rows"][0]["as_of"] == "2025-08-27"
    assert told["about"]["filters"] == ABOUT.filters
    assert told["about"]["sources"][1]["licence"] == "ไม่ระบุ"


@pytest.mark.parametrize("kind", get_args(Format))
def test_no_rows_are_a_file_too(kind: Format) -> None:
    assert made(kind, TYPED.clear())


def test_rows_that_name_no_document_have_the_credit() -> None:
    drawn = pl.DataFrame({"category": ["ก"], "value": [1.0]})
    told = About(**{**vars(ABOUT), "of": [], "carried": {"source": "ดีป้า · 27 ส.ค. 2568"}})
    assert column(made("csv", drawn, told), "source") == ["ดีป้า · 27 ส.ค. 2568"]


def test_rows_of_several_kpis_have_the_code_and_unit_of_their_own() -> None:
    frame = pl.DataFrame({"metric_id": ["certified", "other"], "doc_id": ["d2", "d9"]})
    told = About(**{**vars(ABOUT), "of": []})
    assert column(made("csv", frame, told), "kpi") == ["CERT-01", ""]
    assert column(made("csv", frame, told), "source") == ["ข่าว", "d9"]


def test_headings_are_in_the_readers_language_where_there_are_words() -> None:
    assert files.heading("province_th", "en") == "Province (Thai)"
    assert files.heading("province_th", "th") == "จังหวัด (ไทย)"
    assert files.heading("secondary_documents", "en") == "Documents (ids): secondary sources"
    assert files.heading("no_such_column", "th") == "no_such_column"


def test_a_file_is_named_by_kpi_what_day_and_build() -> None:
    assert (
        files.name("by_province", TODAY, ABOUT.build, "xlsx", "CERT-01")
        == "smartcity_CERT-01_by-province_2026-11-29_d8af2350.xlsx"
    )
    assert files.name("เหตุการณ์ /x", TODAY, "", "csv") == "smartcity_เหตุการณ์-x_2026-11-29.csv"


def test_what_a_sheet_does_not_hold_is_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_TALL", 4)
    made_of = book(made("xlsx", pl.DataFrame({"n": range(7)})))
    assert made_of.sheetnames == ["ข้อมูล", "ข้อมูล 2", "ข้อมูล 3", "เกี่ยวกับไฟล์"]
    numbers = [
        row[0] for sheet in made_of.worksheets[:3] for row in sheet.iter_rows(2, values_only=True)
    ]
    assert numbers == [*range(7)]


def test_a_file_streams() -> None:
    """Its first part is there before the second batch is read."""
    table = pl.DataFrame({"n": range(4)}).to_arrow()
    batches = iter(table.to_batches(max_chunksize=2))
    for kind in ("csv", "json"):
        parts = files.write(kind, table.schema, batches, ABOUT)
        assert next(parts)
    assert next(batches)["n"].to_pylist() == [0, 1]
