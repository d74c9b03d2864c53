"""Each statement of the founding documents stands where its page says: right value, right words.

`tests/golden/founding.csv` has the words that a reader finds there, worked by hand from the
documents: `{> 500 persons}` is a figure as the dashboard words it. Each place is opened by the link
of the page, and the words are looked for within the panel that the link names.
"""

import csv
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1.element_tree import (
    Block,
    Dataframe,
    Html,
    Info,
    Markdown,
    Subheader,
    Table,
)

from dashboard.pages.definitions import places
from dashboard.pages.definitions.places import Place
from dashboard.reader.figure import Figure
from dashboard.reader.reader import Reader
from tests.app.conftest import Opened, Opening, displayed
from tests.conftest import ROOT

FOUNDING = {"view": "documents", "set": "founding"}  # where the five documents are
EVENT = 2  # what stands neither on the page nor in the sidebar
FIGURE = re.compile(r"\{(\S+) (\d+) (\w+)\}")
TAG = re.compile(r"<[^>]*>")
SEAM = ":color[]"  # parts what would be read as an address
UNIT = re.compile(r"\((.+)\)$")  # of a heading: that of every number under it
LINK = re.compile(r"\]\(([^)]*)\)")
with (ROOT / "tests" / "golden" / "founding.csv").open(encoding="utf-8", newline="") as file:
    STATED = {(row["doc_id"], row["statement"]): row["words"] for row in csv.DictReader(file)}


def worded(words: str) -> list[str]:
    """The texts to find: figures as the dashboard words them."""
    return [
        FIGURE.sub(lambda at: Reader().figure(Figure(float(at[2]), at[3], sign=at[1])), part)
        for part in words.split("|")
    ]


def blocks(block: Block) -> Iterator[Block]:
    """A block and all that are in it, the outer before the inner."""
    yield block
    for child in block.children.values():
        if isinstance(child, Block):
            yield from blocks(child)


def panel(page: Opened, place: Place) -> str:
    """The words of the one panel of this name or heading. Fails where there is none.

    Of a row that is opened, what the drawer says.
    """
    if "open" in place.own:
        beside = page.app._tree.children[EVENT]
        assert isinstance(beside, Block)
        (drawer,) = [block for block in blocks(beside) if block.type == "dialog"]
        return " ".join(said(drawer))
    title, name = page.t(place.panel), f"panel_{place.panel.partition('.')[2]}"
    (inside,) = [
        block
        for block in blocks(page.app.main)
        if block.key == name
        or any(
            isinstance(child, Subheader) and child.value == title
            for child in block.children.values()
        )
    ]
    return " ".join(said(inside))


def said(block: Block) -> Iterator[str]:
    """What the elements of a block say, tables cell by cell, without Markdown's escapes."""
    for child in block.children.values():
        if isinstance(child, Block):
            yield from said(child)
        elif isinstance(child, Dataframe):
            units = [UNIT.search(heading) for heading in child.value.columns]
            for row in displayed(child):
                yield from (plain(str(cell)) for cell in row)
                told = zip(row, units, strict=True)
                yield from (plain(f"{cell} {unit[1]}") for cell, unit in told if unit)
        elif isinstance(child, Table):
            for cell in (*child.value.index, *child.value.to_numpy().ravel()):
                yield plain(str(cell))
        elif isinstance(child, Markdown | Info):
            yield plain(child.value)
        elif isinstance(child, Html):
            yield unescape(TAG.sub(" ", child.value))


def plain(words: str) -> str:
    """Words as a reader sees them."""
    return words.replace(SEAM, "").replace("\\", "").replace("\u00a0", " ")


@pytest.fixture
def told(opening: Opening) -> dict[tuple[str, str], list[tuple[Place, str]]]:
    """The words of every place that the page of founding documents links to, by statement."""
    opened: dict[tuple[str, str], Opened] = {}
    found: dict[tuple[str, str], list[tuple[Place, str]]] = {}
    documents = sorted({doc for doc, _ in STATED})
    assert len(documents) == 5
    for doc in documents:
        (table,) = opening("definitions", **FOUNDING, founding=doc).app.table
        for statement, links in table.value.to_numpy().tolist():
            key = (doc, plain(statement).partition(". ")[2])
            named = places.places()[key]
            for place, link in zip(named, LINK.findall(links), strict=True):
                address = urlsplit(link)
                asked = (address.path, address.query)  # panels of one page have one
                if asked not in opened:
                    opened[asked] = opening(address.path, **dict(parse_qsl(address.query)))
                found.setdefault(key, []).append((place, panel(opened[asked], place)))
    return found


def test_each_statement_stands_where_the_page_says(
    told: dict[tuple[str, str], list[tuple[Place, str]]],
) -> None:
    assert told.keys() == STATED.keys() == places.places().keys()
    missing = {
        (*key, words)
        for key, stands in told.items()
        for words in worded(STATED[key])
        if not any(words in text for _, text in stands)
    }
    assert sorted(missing) == []
    idle = {
        (*key, str(place))
        for key, stands in told.items()
        for place, text in stands
        if not any(words in text for words in worded(STATED[key]))
    }
    assert sorted(idle) == []


def test_the_page_has_the_words_of_the_list(opening: Opening) -> None:
    documents = sorted({doc for doc, _ in STATED})
    pages = [opening("definitions", lang="en", **FOUNDING, founding=doc) for doc in documents]
    path = ROOT / "data" / "raw" / "founding_statements"
    (newest,) = sorted(path.glob("*/seeds.csv"))[-1:]
    with newest.open(encoding="utf-8", newline="") as listed:
        wanted = [row["statement"] for row in csv.DictReader(listed)]
    shown = [
        plain(row[0]).partition(". ") for page in pages for table in page.tables for row in table
    ]
    assert [words for _, _, words in shown] == wanted
    assert [int(number) for number, _, _ in shown][:17] == [*range(1, 17), 1]
    assert len(shown) == 47


def test_a_document_not_known_yet_has_no_statements(opening: Opening) -> None:
    page = opening("definitions", **FOUNDING, known="2023-06-13")
    assert len(page.app.selectbox(key="founding").options) == 2  # of 2563 and April 2566
    assert len(page.app.table) == 1
