"""The statements page: all that documents state is found, filtered, linked and told in full."""

import re

import pytest

from dashboard.pages.statements.panels import FACT, SHOWN
from dashboard.reader.text import labels
from tests.app.conftest import Opened, Opening


def found(page: Opened) -> list[list[str]]:
    """The rows of the list."""
    (rows,) = page.listings
    return rows


def total(page: Opened) -> int:
    """How many rows were found, as the page says it."""
    forms = (page.t("rows.of", shown="N", of="N"), page.t("rows.all", count="N"))
    patterns = [re.escape(said).replace("N", r"([\d,]+)") for said in forms]
    matches = [
        match
        for words in page.captions
        for pattern in patterns
        if (match := re.fullmatch(pattern, words))
    ]
    (said,) = matches
    return int(said.groups()[-1].replace(",", ""))


def facts_of(page: Opened) -> dict[str, str]:
    """The facts of the row that the drawer is open on."""
    drawn = page.app.table[0].value
    assert page.t("table.kind") in drawn.index
    plain = (str(cell).replace("\\", "").replace("\u00a0", " ") for cell in drawn.iloc[:, 0])
    return dict(zip(drawn.index, plain, strict=True))


@pytest.mark.parametrize("kind", sorted(labels("record_kind", "th").keys() - {"agency"}))
def test_every_kind_of_row_is_listed(opening: Opening, kind: str) -> None:
    page = opening("statements", lang="en", kind=kind)
    named = {row[0].partition(": ")[0] for row in found(page)}
    assert kind == FACT or named == {labels("record_kind", "en")[kind]}
    lines = " ".join(
        block.proto.body for block in page.app.get("html") if "<ul" in block.proto.body
    )
    assert set(re.findall(r"open=(\w+)%3A", lines)) == {kind}  # each row opens in the drawer


def test_the_first_rows_are_listed_and_the_number_of_all_is_said(opening: Opening) -> None:
    page = opening("statements")
    assert len(found(page)) == SHOWN
    assert total(page) > 900
    assert {row[4] for row in found(page)} - {""}  # whose documents they are of


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("พึงพอใจ ปัจจัย", "success factor"),  # both have to be there
        ("SUCCESS story", "success factor"),
        ("๗๖ จังหวัด ๗๖ คำมั่นสัญญา", "Declaration of intent"),  # Thai digits
        ("ด าเนินการ", "progress"),  # as some PDFs give it
        ("66,000", "Planned investment"),  # million baht, as it is written
        ("ต่ออายุ", "logo renewed"),  # the word of a code, in the other language
        ("OB210", "Success factors"),
    ],
)
def test_words_are_found_however_they_are_written(opening: Opening, words: str, row: str) -> None:
    if words == "ด าเนินการ":
        spelt = total(opening("statements", words="ดำเนินการ"))
        assert total(opening("statements", words=words)) == spelt > 0
        return
    page = opening("statements", lang="en", words=words)
    assert any(row.lower() in " ".join(shown).lower() for shown in found(page)), found(page)


def test_what_is_not_there_is_said_and_not_left_blank(opening: Opening) -> None:
    page = opening("statements", words="ไม่มีคำนี้แน่นอน")
    assert page.t("statements.none") in {info.value for info in page.app.info}


def test_place_period_and_document_narrow_the_list(opening: Opening) -> None:
    whole = total(opening("statements"))
    assert 0 < total(opening("statements", province="83")) < whole
    assert 0 < total(opening("statements", **{"from": "2023", "to": "2023"})) < whole
    page = opening("statements", lang="en", doc="seed-001")
    # counts, its meeting, what it names, guidelines, and its own statements
    assert total(page) == 6 + 1 + 8 + 10 + 6


def test_what_was_not_known_on_a_day_is_not_found(opening: Opening) -> None:
    assert total(opening("statements", known="2023-06-13")) < total(opening("statements"))
    early = opening("statements", known="2023-06-13", words="OB126")
    assert early.t("statements.none") in {info.value for info in early.app.info}


@pytest.mark.parametrize("name", ["open", "row"])  # a link of before named it with `row`
def test_a_row_opens_in_the_drawer(opening: Opening, name: str) -> None:
    facts = facts_of(opening("statements", lang="en", **{name: "observation:OB126"}))
    assert facts["Value"] == "446 people"
    assert facts["Date"] == "14 Jun 2023"
    assert facts["Nature"] == "self-reported"
    assert "PPL-01" in facts["Used in KPIs"]
    assert "founding document" in facts["Source document"]


def test_the_drawer_tells_the_conflicts_of_its_row(opening: Opening) -> None:
    facts = facts_of(opening("statements", lang="en", open="observation:OB050"))
    assert "36 cities" in facts["Disagrees with"]


def test_a_row_that_is_not_there_is_said(opening: Opening) -> None:
    for row in ("observation:OB9999", "nonsense", "observation:"):
        page = opening("statements", open=row)
        assert page.t("statements.unknown") in {warning.value for warning in page.app.warning}
