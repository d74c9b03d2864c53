"""The glossary, a view of the definitions: every term, found by a word of either language."""

import re
from html import unescape

import pytest

from dashboard.reader.text import Lang, t
from tests.app.conftest import Opened, Opening


def terms(page: Opened) -> dict[str, list[str]]:
    """What is said of each term by its Thai name; nothing where no term is shown."""
    bodies = [b.proto.body for b in page.app.get("html") if 'class="rows"' in b.proto.body]
    lines = [line for body in bodies for line in re.findall(r"<li>.*?</li>", body, re.DOTALL)]
    told = [unescape(re.sub(r"<br>|</span> <span>", "\n", line)) for line in lines]
    parts = [re.sub(r"<[^>]+>", "", text).split("\n") for text in told]
    return {name: facts.split(" · ") for name, facts in parts}


def sought(opening: Opening, words: str, lang: Lang = "th") -> Opened:
    page = opening("definitions", lang=lang, view="terms")
    page.app.text_input(key="glossary").set_value(words).run()
    return page


def facts_of(opening: Opening, term: str) -> dict[str, str]:
    """What the drawer tells of a term."""
    facts = opening("definitions", view="terms", open=f"term:{term}").app.table[0].value
    plain = (str(cell).replace("\\", "").replace("\u00a0", " ") for cell in facts.iloc[:, 0])
    return dict(zip(facts.index, plain, strict=True))


def test_each_name_comes_from_its_home(opening: Opening) -> None:
    page = opening("definitions", view="terms")
    assert len(terms(page)) == 10
    page.app.button(key="glossary_terms_turn").click().run()
    found = terms(page)
    assert len(found) > 80
    assert found["สิ่งแวดล้อมอัจฉริยะ"][0] == "Smart Environment"  # the reference list
    assert found["ได้รับตราสัญลักษณ์"][0] == "logo awarded"  # text.toml
    english, meaning = found["สำนักงานส่งเสริมเศรษฐกิจดิจิทัล (ดีป้า)"]  # nobody else's word
    assert english == "Digital Economy Promotion Agency (depa)"
    assert meaning.startswith("รับแผน")
    assert found["เขตส่งเสริมเมืองอัจฉริยะ (เขตส่งเสริม)"][-1] == "ดีป้า"


def test_the_drawer_tells_what_is_not_used_and_whose_word_a_term_is(opening: Opening) -> None:
    agency = facts_of(opening, "depa")
    assert "DEPA" in agency[t("glossary.avoid", "th")]
    assert t("glossary.official", "th") not in agency
    zone = facts_of(opening, "promotion_zone")
    assert zone[t("glossary.official", "th")] == "ดีป้า"
    assert "](http" in zone[t("glossary.document", "th")]
    assert zone[t("glossary.meaning", "th")]
    page = opening("definitions", open="term:<b>none</b>")
    assert page.t("explore.unknown") in [warning.value for warning in page.app.warning]


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
