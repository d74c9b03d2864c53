"""What is taken along: a figure is the same by every way, and each way tells what it needs."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pyarrow.parquet as pq
import pytest
import streamlit
from streamlit.delta_generator import DeltaGenerator

from dashboard import downloads
from dashboard.parts import take
from dashboard.reader.text import LANGS, Lang
from sql import files, words
from tests.app.conftest import Opened, Opening
from tests.conftest import TODAY

Row = Mapping[str, object]
Files = dict[str, Callable[[], bytes]]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Files:
    """What the menus of a page offer, by the name of the file; each menu counts as open."""
    offered: Files = {}
    button = DeltaGenerator.download_button

    def noted(self: DeltaGenerator, label: str, data: Callable[[], bytes], **more: object) -> bool:
        offered[str(more["file_name"])] = data
        return button(self, label, data, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(DeltaGenerator, "download_button", noted)
    monkeypatch.setattr(streamlit, "download_button", partial(noted, streamlit._main))
    monkeypatch.setattr(take, "opened", take.offer)
    return offered


def from_csv(content: bytes, tab: str = ",") -> list[Row]:
    """Rows by the names in code that have these headings; some share one."""
    text = content.decode("utf-8-sig")
    headings, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=tab)
    return [
        {
            name: cell
            for heading, cell in zip(headings, row, strict=True)
            for name in named()[heading]
        }
        for row in rows
    ]


@cache
def named() -> dict[str, set[str]]:
    """Heading -> the columns that have it."""
    found: dict[str, set[str]] = {}
    columns = {key.partition(".")[2] for key in words.texts() if key.startswith("column.")}
    columns |= {f"{column}_{part}" for column in columns for part in (*LANGS, *files.PARTS)}
    for column in columns | {f"secondary_{column}" for column in columns}:
        for lang in LANGS:
            found.setdefault(files.heading(column, lang), set()).add(column)
    return found


def from_xlsx(content: bytes) -> list[Row]:
    """Rows by names in code, which the second sheet lists beside the headings."""
    data, about = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    _, *rows = data.iter_rows(values_only=True)
    names = [row[1] for row in about.iter_rows(values_only=True)][-data.max_column :]
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


def from_parquet(content: bytes) -> list[Row]:
    rows: list[Row] = pq.read_table(io.BytesIO(content)).to_pylist()
    return rows


def from_json(content: bytes) -> list[Row]:
    rows: list[Row] = json.loads(content)["rows"]
    return rows


READ: dict[files.Format, Callable[[bytes], list[Row]]] = {
    "csv": from_csv,
    "xlsx": from_xlsx,
    "parquet": from_parquet,
    "json": from_json,
}


def file(offered: Files, what: str, ending: str) -> bytes:
    """The one file of this content; its name tells it, the day and the build."""
    (made,) = (
        made
        for name, made in offered.items()
        if name.startswith(f"smartcity_{what}_{TODAY}_") and name.endswith(f".{ending}")
    )
    return made()


@pytest.mark.parametrize("kind", READ)
def test_a_figure_is_the_same_by_every_way_and_tells_what_it_needs(
    opening: Opening, taken: Files, kind: files.Format
) -> None:
    opening("provinces", lang="th", province="50")
    rows = READ[kind](file(taken, "CERT-01_by-province", kind))
    (here,) = (row for row in rows if row["province_code"] == "50")
    assert (float(str(here["value"])), here["shown"]) == (3, "3 เมือง")
    unit = "เมือง" if kind in files.PEOPLE else "cities"
    assert (here["kpi"], here["unit"], here["qualifier"]) == ("CERT-01", unit, "=")
    assert str(here["as_of"])[:10] == "2025-08-27"
    assert str(here["age_days"]) == "459"
    sources, addresses = str(here["source"]).split("; "), str(here["source_url"]).split("; ")
    assert len(sources) == len(str(here["documents"]).split("; "))
    assert all(address.startswith("http") for address in addresses)
    assert here["licence"] == "ข้อเท็จจริงจากเอกสารสาธารณะ ลิขสิทธิ์ในเอกสารเป็นของผู้เผยแพร่"
    assert "province=50" in str(here["link"])
    assert here["build"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("provinces", {}),
        ("investment", {}),
        ("explore", {"view": "compare", "provinces": "50,40"}),
        ("programme", {"view": "all", "region": "south"}),
        ("cohorts", {"view": "rates"}),
        ("definitions", {}),
    ],
)
def test_what_is_taken_is_what_is_on_screen(
    opening: Opening, taken: Files, page: str, query: dict[str, str], lang: Lang
) -> None:
    """As many rows, in the same order, by the first words that name each."""
    shown = opening(page, lang=lang, **query)
    whole = max(shown.listings, key=len)
    lengths = {name: len(from_json(made())) for name, made in taken.items() if name[-4:] == "json"}
    assert len(whole) in lengths.values(), lengths


def listed(shown: Opened) -> list[str]:
    """How the figures of the list read."""
    return [row[2] for row in shown.listings[0]]


def test_figures_of_a_list_read_as_on_screen(opening: Opening, taken: Files) -> None:
    shown = opening("provinces", lang="en", to="2023", year="fiscal")
    rows = from_json(file(taken, "CERT-01_by-province", "json"))
    figures = [str(row["shown"]) for row in rows]
    assert [one.split(" · ")[0] for one in listed(shown)] == figures
    assert sum(float(str(row["value"] or 0)) for row in rows) == 36


def test_a_file_says_what_was_chosen_and_what_the_kpi_is(opening: Opening, taken: Files) -> None:
    opening("provinces", lang="en", province="50", to="2023", year="fiscal", sources="primary")
    told = json.loads(file(taken, "CERT-01_by-province", "json"))["about"]
    assert told["filters"] == {
        "Region or province": "Chiang Mai",
        "From": "the start",
        "To": "2023",
        "Year": "Fiscal",
        "As known on": "Today (everything)",
        "Sources": "Primary only",
    }
    (kpi,) = told["kpis"]
    assert kpi["code"] == "CERT-01"
    assert all(kpi[part] for part in ("label", "definition", "formula", "unit_name", "caveats"))
    assert all(source["licence"] and source["url"] for source in told["sources"])


def test_each_document_that_rows_name_is_told_with_its_licence(
    opening: Opening, taken: Files
) -> None:
    opening("programme", lang="en", view="events")
    content = json.loads(file(taken, "events", "json"))
    named = {str(row["doc_id"]) for row in content["rows"]}
    assert {source["doc_id"] for source in content["about"]["sources"]} == named
    assert all(source["licence"] for source in content["about"]["sources"])


@pytest.mark.usefixtures("taken")
def test_rows_of_the_record_are_taken_by_an_address_with_what_is_chosen(opening: Opening) -> None:
    shown = opening("explore", lang="en", words="Phuket", province="83")
    links = [urlsplit(link.proto.url) for link in shown.app.get("link_button")]
    assert [f"/{link.path}" for link in links] == [
        address for address in downloads.ADDRESSES if address.startswith("/take/statements.")
    ]
    for link in links:
        chosen = dict(parse_qsl(link.query))
        assert {"words": "Phuket", "province": "83", "lang": "en"}.items() <= chosen.items()


def test_the_file_of_a_pivot_says_what_is_counted_by_what(opening: Opening, taken: Files) -> None:
    opening("explore", lang="en", view="pivot", measure="promotion_zones")
    name = next(name for name in taken if "_pivot_" in name and name.endswith(".json"))
    content = json.loads(taken[name]())
    about = content["about"]
    assert name.startswith("smartcity_CERT-04_pivot_")
    assert [kpi["code"] for kpi in about["kpis"]] == ["CERT-04"]
    assert about["kpis"][0]["definition"]
    for said in ("CERT-04", "Region", "Named in public documents"):
        assert said in about["title"]
    cells = [row for row in content["rows"] if row["row_code"] != "*"]
    assert all(row["as_of"] and row["age_days"] for row in cells)
    picture = next(made for name, made in taken.items() if name.endswith(".svg"))().decode()
    for said in ("CERT-04", "Source: ", "as of ", " ago)"):
        assert said in picture
