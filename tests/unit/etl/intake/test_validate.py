"""Rows in = accepted + quarantined, and every rejected row says why and where."""

import json
from datetime import date
from pathlib import Path

import dataframely as dy
import polars as pl
import pytest

from etl.contract import Provenance, Source
from etl.errors import SourceError
from etl.expressions import coded, integer, partial_date, province_code, text
from etl.intake.extract import Edition, editions
from etl.intake.validate import validate
from tests.shipped import write_edition

COLOURS = ("red", "green")


class Paint(dy.Schema):
    """One tin of paint."""

    tin = dy.String(primary_key=True)
    province_code = dy.String(nullable=True)
    colour = dy.Enum(COLOURS, nullable=True)
    litres = dy.Int64(nullable=True, min=0)
    mixed_on = dy.Date(nullable=True)


SOURCE = Source(
    name="paint",
    title_th="สี",
    title_en="Paint",
    contract=Paint,
    columns={
        "tin": text("tin"),
        "province_code": province_code("จังหวัด"),
        "colour": coded("colour", COLOURS),
        "litres": integer("litres"),
        "mixed_on": partial_date("mixed_on"),
    },
    ignored=frozenset({"remark"}),
)

HEADER = "tin,จังหวัด,colour,litres,mixed_on,remark\n"


def _edition(
    tmp_path: Path, *records: str, header: str = HEADER, encoding: str = "utf-8"
) -> Edition:
    content = (header + "".join(f"{record}\n" for record in records)).encode(encoding)
    write_edition(tmp_path / "raw" / "paint" / "2026-01-01", "paint.csv", content, len(records))
    (edition,) = editions(SOURCE, tmp_path)
    return edition


def _rejected(tmp_path: Path, *records: str) -> list[dict[str, object]]:
    edition = _edition(tmp_path, *records)
    outcome = validate(edition)
    assert outcome.accepted.height + outcome.rejected.height == edition.rows_read == len(records)
    return outcome.rejected.to_dicts()


def test_good_rows_are_typed(tmp_path: Path) -> None:
    outcome = validate(_edition(tmp_path, " a ,ภูเก็ต,red,๑๒,2023-07,-", "b,-,,ไม่มีข้อมูล,,"))
    assert outcome.rejected.is_empty()
    assert outcome.accepted.select(Paint.column_names()).rows() == [
        ("a", "83", "red", 12, date(2023, 7, 1)),
        ("b", None, None, None, None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_thai_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    content = (HEADER + "a,กรุงเทพมหานคร,red,1,2023,\n").encode(encoding)
    write_edition(tmp_path / "raw" / "paint" / "2026-01-01", "paint.csv", content, 1)
    (edition,) = editions(SOURCE, tmp_path)
    assert validate(edition).accepted["province_code"].to_list() == ["10"]


@pytest.mark.parametrize(
    ("record", "column", "reason", "suggestion"),
    [
        ("a,ภูเก็จ,red,1,2023,", "จังหวัด", "unknown_province", "ภูเก็ต (83)"),
        ("a,1,red,1,2023,", "จังหวัด", "unknown_province", ""),
        ("a,ภูเก็ต,gren,1,2023,", "colour", "unknown_category", "green"),
        ("a,ภูเก็ต,red,many,2023,", "litres", "not_a_number", ""),
        ("a,ภูเก็ต,red,1,2023-13,", "mixed_on", "not_a_date", ""),
        (",ภูเก็ต,red,1,2023,", "tin", "missing", ""),
        ("a,ภูเก็ต,red,-4,2023,", "litres", "min", ""),
    ],
)
def test_each_reason_names_column_and_row(
    tmp_path: Path, record: str, column: str, reason: str, suggestion: str
) -> None:
    (row,) = _rejected(tmp_path, record)
    assert row["columns"] == [column]
    assert row["reasons"] == [reason]
    assert row["suggestions"] == [suggestion]
    assert (row["file"], row["row"]) == ("paint.csv", 2)
    assert json.loads(str(row["record"]))["mixed_on"] == record.split(",")[4]


def test_all_rows_of_a_repeated_key_are_rejected(tmp_path: Path) -> None:
    rows = _rejected(tmp_path, "a,ภูเก็ต,red,1,2023,", "b,,,,,", "a,ตรัง,red,2,2023,")
    assert [(row["row"], row["reasons"]) for row in rows] == [
        (2, ["duplicate_key"]),
        (4, ["duplicate_key"]),
    ]


def test_a_row_carries_all_its_reasons(tmp_path: Path) -> None:
    (row,) = _rejected(tmp_path, "a,ภูเก็จ,blue,x,2023-13,")
    assert row["reasons"] == ["unknown_province", "unknown_category", "not_a_number", "not_a_date"]


def test_each_problem_has_the_address_of_its_cell(tmp_path: Path) -> None:
    (row,) = _rejected(tmp_path, "a,ภูเก็จ,red,-4,2023-13,")
    assert row["columns"] == ["จังหวัด", "litres", "mixed_on"]
    assert row["cells"] == ["B2", "D2", "E2"]
    assert row["sheet"] is None


def test_a_key_that_is_not_there_is_missing_and_not_repeated(tmp_path: Path) -> None:
    rows = _rejected(tmp_path, ",,red,,,", ",,green,,,")
    assert [(row["reasons"], row["cells"]) for row in rows] == [
        (["missing"], ["A2"]),
        (["missing"], ["A3"]),
    ]


def test_a_whole_row_at_fault_has_no_address(tmp_path: Path) -> None:
    rows = _rejected(tmp_path, "a,,,,,", "a,,,,,")
    assert [row["cells"] for row in rows] == [[""], [""]]


def test_near_misses_are_never_matched(tmp_path: Path) -> None:
    outcome = validate(_edition(tmp_path, "a,เพชรบุรี,,,,", "b,เพชรบูรณ์,,,,", "c,เพชรบูรี,,,,"))
    assert outcome.accepted["province_code"].to_list() == ["76", "67"]
    assert outcome.rejected["reasons"].to_list() == [["unknown_province"]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        ((HEADER + "a,,,,,\n").replace("remark", "surprise").encode(), "unknown column 'surprise'"),
        (HEADER.replace("litres,", "").encode(), "column 'litres' is missing"),
        (HEADER.encode() + b"\xff\xfe\xdb\n", "neither UTF-8 nor cp874"),
        ((HEADER + "a,b,c,d,e,f,g\n").encode(), "row 2 has 'g' in cell G2, but no heading"),
        ((HEADER + 'a,"b,c,d,e,f\n').encode(), "not a well-formed CSV"),
    ],
)
def test_a_bad_file_stops_its_source_with_a_sentence(
    tmp_path: Path, content: bytes, message: str
) -> None:
    write_edition(tmp_path / "raw" / "paint" / "2026-01-01", "paint.csv", content, 1)
    with pytest.raises(SourceError, match=message):
        editions(SOURCE, tmp_path)


def test_a_changed_file_needs_a_changed_card(tmp_path: Path) -> None:
    edition = _edition(tmp_path, "a,,,,,")
    edition.path.write_text(HEADER + "b,,,,,\n", encoding="utf-8")
    with pytest.raises(SourceError, match="its origin card says"):
        editions(SOURCE, tmp_path)


def test_a_missing_card_or_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no edition of source 'paint'"):
        editions(SOURCE, tmp_path)
    edition = _edition(tmp_path, "a,,,,,")
    (edition.path.parent / "provenance.toml").unlink()
    with pytest.raises(SourceError, match="no origin card"):
        editions(SOURCE, tmp_path)


def test_provenance_has_every_field() -> None:
    assert set(Provenance.__dataclass_fields__) >= {"publisher", "licence", "sha256", "kind"}
    assert pl.Enum(COLOURS) == Paint.columns()["colour"].dtype
