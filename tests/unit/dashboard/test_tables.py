"""Cells and links."""

from datetime import date
from html import escape

import pytest

from dashboard.parts import tables
from dashboard.reader.reader import Reader
from dashboard.reader.text import t


def test_a_secondary_source_is_marked_wherever_it_is_named() -> None:
    copy = {
        "doc_id": "d1", "title": "ทะเบียน", "publisher": "github.com", "url": "https://a.example/x",
        "is_secondary": True,
    }  # fmt: skip
    assert tables.source(copy, Reader()) == r"[github.com (แหล่งทุติยภูมิ)](https://a.example/x)"
    assert (
        tables.titled(copy, Reader(lang="en"))
        == r"[ทะเบียน (secondary source)](https://a.example/x)"
    )
    assert ">github.com (secondary source)</a>" in tables.anchor(copy, Reader(lang="en"))
    publisher = tables.Columns(Reader()).publisher()
    assert publisher.cell(copy) == "github.com (แหล่งทุติยภูมิ)"
    assert publisher.cell(copy | {"is_secondary": False}) == "github.com"


def test_marks_in_data_are_not_markdown() -> None:
    assert tables.plain("~ 20,000 [a](b) > 5 *x*") == ("\\~ 20,000 \\[a\\](b) \\> 5 \\*x\\*")


def test_a_source_is_a_link_or_a_name() -> None:
    news = {"doc_id": "d1", "title": "t", "publisher": "The Nation", "url": "https://a.example/x"}
    seed = {"doc_id": "seed-003", "title": "t", "publisher": None, "url": None}
    assert tables.sources({"documents": [news, seed]}, Reader()) == (
        "[The Nation](https://a.example/x) · t"
    )
    assert tables.sources({"documents": None}, Reader()) == ""


HOSTILE = [
    *("https://user:pw@example.org/", "https://user@example.org/", "https://example.org\\@b.c"),
    *("javascript:alert(1)", "JAVASCRIPT://example.org/%0aalert(1)", "data:text/html,x", "//b.c"),
    *("https://", "https:///x", "https:example.org", "https:/example.org", "https://:80/"),
    *("https://example.org/a b", "https://example.org/\ta", "https://example.org/\u200bx"),
    *("https://example.org:port/", "https://example.org:99999/", "https://[::1", "https://[::1]/"),
    *("https://example.org/#@b.c", "https://example.org#@b.c", "https://example.org?@b.c"),
    *("https://example.org%00.b.c/", "https://a℀.org/", "https://\ud800.org/", "", None),
]


@pytest.mark.parametrize("url", HOSTILE)
def test_what_is_no_address_of_a_page_is_no_link(url: str | None) -> None:
    document = {"doc_id": "d1", "title": "t", "publisher": "p", "url": url}
    assert tables.address(url) is None
    assert tables.source(document, Reader()) == tables.anchor(document, Reader()) == "p"
    assert tables.titled(document, Reader(lang="en")) == f"t ({t('tile.no_link', 'en')})"


@pytest.mark.parametrize(
    ("url", "held"),
    [
        ("https://a.org/a)![x](http://b.c/i)", "https://a.org/a%29!%5Bx%5D%28http://b.c/i%29"),
        ("https://a.org/\"<b>'`{|}^", "https://a.org/%22%3Cb%3E%27%60%7B%7C%7D%5E"),
        ("https://ไทย.ไทย/ก?ข=ค#ง", "https://ไทย.ไทย/%E0%B8%81?%E0%B8%82=%E0%B8%84#%E0%B8%87"),
        ("https://a.org/%E0%B8%81%28x%29/100%", "https://a.org/%E0%B8%81%28x%29/100%25"),
        ("HTTPS://A.org:8080/@name?a=1&b=x@y#c", "https://A.org:8080/@name?a=1&b=x@y#c"),
    ],
)
def test_an_address_is_encoded_once(url: str, held: str) -> None:
    assert tables.address(url) == tables.address(held) == held
    document = {"doc_id": "d1", "title": "t", "publisher": "p", "url": url}
    assert tables.source(document, Reader()) == f"[p]({held})"
    assert escape(held) in tables.anchor(document, Reader())


def test_cells_speak_the_reader_s_language_and_era() -> None:
    row = {
        "name_th": "ภูเก็ตเมืองอัจฉริยะ", "name_en": "Phuket Smart City", "stage": "planned",
        "value": 66e9, "lower": 66e9, "upper": None, "qualifier": ">", "unit": "THB",
        "as_of": date(2023, 7, 1), "as_of_precision": "month", "statements": 3,
    }  # fmt: skip

    def shown(reader: Reader) -> list[str | float | None]:
        columns = tables.Columns(reader)
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

    assert shown(Reader()) == [
        "ภูเก็ตเมืองอัจฉริยะ", "ตามแผน", "กว่า 66,000 ล้านบาท", "ก.ค. 2566", 3.0
    ]  # fmt: skip
    assert shown(Reader(lang="en", era_choice="ce")) == [
        "Phuket Smart City", "planned", "over 66,000 million baht", "Jul 2023", 3.0
    ]  # fmt: skip
