"""The statements page: all that documents state is found, filtered, linked and told in full."""

import re

import pytest

from dashboard.components.statements import ROWS
from dashboard.reader.text import labels
from tests.app.conftest import Opened, Opening


def found(page: Opened) -> list[list[str]]:
    """The rows of the list, each first cell without its link."""
    (rows,) = [
        rows
        for rows, drawn in zip(page.tables, page.app.table, strict=True)
        if page.t("statements.what") in drawn.value.columns
    ]
    return [[re.sub(r"^\[(.*)\]\(statements.*\)$", r"\1", row[0]), *row[1:]] for row in rows]


def total(page: Opened) -> int:
    """How many rows were found, as the page says it."""
    said = re.escape(page.t("statements.count", total="N", first="N", last="N"))
    (found,) = filter(
        None, (re.fullmatch(said.replace("N", r"([\d,]+)"), words) for words in page.captions)
    )
    return int(found[1].replace(",", ""))


def passport(page: Opened) -> dict[str, str]:
    """The facts of the row that the link names."""
    drawn = page.app.table[0].value
    assert page.t("table.kind") in drawn.index
    plain = (str(cell).replace("\\", "").replace("\u00a0", " ") for cell in drawn.iloc[:, 0])
    return dict(zip(drawn.index, plain, strict=True))


@pytest.mark.parametrize("kind", sorted(labels("record_kind", "th").keys() - {"agency"}))
def test_every_kind_of_row_is_listed(opening: Opening, kind: str) -> None:
    page = opening("statements", lang="en", kind=kind)
    assert {row[1] for row in found(page)} == {labels("record_kind", "en")[kind]}


def test_rows_come_a_page_at_a_time_and_their_number_is_said(opening: Opening) -> None:
    first, second = (opening("statements", n=number) for number in ("1", "2"))
    assert len(found(first)) == len(found(second)) == ROWS
    assert total(first) == total(second) > 900
    assert (
        first.t("statements.count", total=f"{total(first):,}", first=ROWS + 1, last=2 * ROWS)
        in second.captions
    )
    assert found(first) != found(second)


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
    assert any(row.lower() in shown[0].lower() for shown in found(page)), found(page)


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


def test_a_row_opens_its_passport(opening: Opening) -> None:
    facts = passport(opening("statements", lang="en", row="observation:OB126"))
    assert facts["Value"] == "446 people"
    assert facts["Date"] == "14 Jun 2023"
    assert facts["Nature"] == "self-reported"
    assert "PPL-01" in facts["Used in KPIs"]
    assert "founding document" in facts["Source document"]


def test_a_passport_tells_the_conflicts_of_its_row(opening: Opening) -> None:
    facts = passport(opening("statements", lang="en", row="observation:OB050"))
    assert "36 cities" in facts["Disagrees with"]


def test_a_row_that_is_not_there_is_said(opening: Opening) -> None:
    for row in ("observation:OB9999", "nonsense", "observation:"):
        page = opening("statements", row=row)
        assert page.t("statements.unknown") in {warning.value for warning in page.app.warning}
