"""The glossary on the definitions page: every term, found by a word of either language."""

import pytest

from dashboard.reader.text import Lang
from tests.app.conftest import Opened, Opening


def terms(page: Opened) -> dict[str, list[str]]:
    """The rows of the glossary by their Thai names; nothing where no term is shown."""
    found = [table for table in page.tables if len(table[0]) == 5]
    return {row[0]: row for row in found[0]} if found else {}


def sought(opening: Opening, words: str, lang: Lang = "th") -> Opened:
    page = opening("definitions", lang=lang)
    page.app.text_input(key="glossary").set_value(words).run()
    return page


def test_each_name_comes_from_its_home(opening: Opening) -> None:
    found = terms(opening("definitions", lang="th"))
    assert found["สิ่งแวดล้อมอัจฉริยะ"][1] == "Smart Environment"  # the reference list
    assert found["ได้รับตราสัญลักษณ์"][1] == "logo awarded"  # text.toml
    _, english, meaning, avoid, official = found["สำนักงานส่งเสริมเศรษฐกิจดิจิทัล (ดีป้า)"]
    assert english == "Digital Economy Promotion Agency (depa)"
    assert meaning.startswith("รับแผน")
    assert "DEPA" in avoid
    assert official == ""
    assert found["เขตส่งเสริมเมืองอัจฉริยะ (เขตส่งเสริม)"][4].startswith("[ดีป้า](http")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("อปท.", "องค์กรปกครองส่วนท้องถิ่น (อปท.)"),
        ("PROMOTION zone", "เขตส่งเสริมเมืองอัจฉริยะ (เขตส่งเสริม)"),
        ("สมาร์ทซิตี้", "เมืองอัจฉริยะ"),  # by the form that is not to be used
        ("treasury", "เงินพับไป"),  # by the meaning in the other language
    ],
)
def test_a_term_is_found_in_either_language(opening: Opening, words: str, found: str) -> None:
    page = sought(opening, words)
    assert found in terms(page)
    assert len(terms(page)) < 8


def test_where_nothing_is_found_the_page_says_so(opening: Opening) -> None:
    page = sought(opening, "ไม่มีคำนี้.*", lang="en")
    assert terms(page) == {}
    assert page.t("glossary.none") in [info.value for info in page.app.info]
