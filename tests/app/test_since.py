"""What became known since a day, on the start page; the link keeps the day."""

from tests.app.conftest import Opening


def test_what_became_known_since_a_day_is_told(opening: Opening) -> None:
    page = opening("overview", since="2026-04-30")
    said = next(words.value for words in page.app.markdown if "30 เมษายน 2569" in words.value)
    assert "เอกสารที่ทราบเพิ่ม" in said
    changed, *others = page.listings
    assert changed
    assert {len(rows) for rows in others} - {0}
    assert page.app.query_params["since"] == "2026-04-30"


def test_a_day_within_a_month_is_kept(opening: Opening) -> None:
    page = opening("overview", lang="en", since="2026-03-10")
    assert any("Since 10 March 2026" in words.value for words in page.app.markdown)


def test_a_document_that_came_since_is_listed_and_one_before_is_not(opening: Opening) -> None:
    titles = {row[0] for rows in opening("overview", since="2026-04-27").listings for row in rows}
    before = {row[0] for rows in opening("overview", since="2026-06-30").listings for row in rows}
    assert len(titles) > len(before)


def test_nonsense_is_the_build_before(opening: Opening) -> None:
    page = opening("overview", lang="en", since="yesterday")
    assert page.app.selectbox(key="since").value == "build"
