"""Cells, links, and a CSV that Excel opens without running it."""

import csv
import io
from datetime import date

import polars as pl
import pytest

from dashboard.components import tables
from dashboard.filters import Filters


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_excel_would_run_is_quoted(opening: str) -> None:
    rows = read(tables.csv(pl.DataFrame({"note": [f"{opening}1+1", "ภูเก็ต"]})))
    assert rows == [["note"], [f"'{opening}1+1"], ["ภูเก็ต"]]


def test_the_sign_of_an_exact_figure_stays_as_it_is() -> None:
    assert read(tables.csv(pl.DataFrame({"qualifier": ["=", "~", ">"]})))[1:] == [
        *(["="], ["~"], [">"]),
    ]


def test_the_csv_holds_numbers_dates_lists_and_documents() -> None:
    frame = pl.DataFrame(
        {
            "value": [-1.5],
            "as_of": [date(2023, 6, 14)],
            "codes": [["20", "21"]],
            "documents": [[{"doc_id": "seed-003", "url": None}, {"doc_id": "d1", "url": "u"}]],
            "nothing": [None],
        }
    )
    assert read(tables.csv(frame))[1] == ["-1.5", "2023-06-14", "20; 21", "seed-003; d1", ""]


def test_marks_in_data_are_not_markdown() -> None:
    assert tables.plain("~ 20,000 [a](b) > 5 *x*") == ("\\~ 20,000 \\[a\\](b) \\> 5 \\*x\\*")


def test_a_source_is_a_link_or_a_name() -> None:
    news = {"doc_id": "d1", "title": "t", "publisher": "The Nation", "url": "https://a.example/x"}
    seed = {"doc_id": "seed-003", "title": "t", "publisher": None, "url": None}
    assert tables.sources({"documents": [news, seed]}, "th") == (
        "[The Nation](https://a.example/x) · t"
    )
    assert tables.sources({"documents": None}, "th") == ""


def test_cells_speak_the_reader_s_language_and_era() -> None:
    row = {
        "name_th": "ภูเก็ตเมืองอัจฉริยะ", "name_en": "Phuket Smart City", "stage": "planned",
        "value": 66e9, "lower": 66e9, "upper": None, "qualifier": ">", "unit": "THB",
        "as_of": date(2023, 7, 1), "as_of_precision": "month", "statements": 3,
    }  # fmt: skip

    def shown(filters: Filters) -> list[str | float | None]:
        columns = tables.Columns.of(filters)
        return [
            column.cell(row)
            for column in (
                columns.named("table.plan", "name"),
                columns.coded("table.stage", "stage"),
                columns.value("table.amount"),
                columns.when("table.as_of", "as_of", "as_of_precision"),
                columns.count("table.statements", "statements"),
            )
        ]

    assert shown(Filters()) == [
        "ภูเก็ตเมืองอัจฉริยะ", "ตามแผน", "> 66,000 ล้านบาท", "ก.ค. 2566", 3.0
    ]  # fmt: skip
    assert shown(Filters(lang="en", era="ce")) == [
        "Phuket Smart City", "planned", "> 66,000 million baht", "Jul 2023", 3.0
    ]  # fmt: skip
