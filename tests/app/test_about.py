"""The accessibility statement, and the way to report a mistake."""

import pytest

from dashboard.reader.contact import contact
from tests.app.conftest import Opening


def said(opening: Opening, **query: str) -> str:
    page = opening("overview", lang="en", **query).app
    words = [element.value for element in [*page.markdown, *page.caption]]
    return "\n".join([*words, *(block.proto.body for block in page.get("html"))])


def test_the_statement_names_standard_day_and_gaps(opening: Opening) -> None:
    words = said(opening, open="about:accessibility")
    assert "WCAG 2.2, level AA" in words
    assert "29 November 2026" in words
    assert "Known gaps" in words
    assert "what they sort by in place of the words shown" in words
    assert 'href="?open=about:accessibility"' in said(opening)


def test_a_mistake_is_reported_where_the_operator_says(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Report a mistake" not in said(opening, open="kpi:CERT-01")
    monkeypatch.setenv("SMARTCITY_CONTACT", "mailto:data@example.go.th")
    words = said(opening, open="kpi:CERT-01")
    assert (
        "[Report a mistake in this](mailto:data@example.go.th?subject=A%20mistake%20in%20kpi"
        in words
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://example.go.th", "mailto:a@b.c)[x](http://d", "x", ""]
)
def test_what_is_no_address_is_no_link(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTCITY_CONTACT", address)
    assert contact() == ""
