"""The definitions page: every KPI with its figure, conflicts, documents, files, regions."""

import pytest

from dashboard.text import Lang
from tests.app.conftest import Opening


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_kpi_has_a_figure_a_status_and_a_passport(opening: Opening, lang: Lang) -> None:
    page = opening("definitions", lang=lang)
    kpis = page.tables[0]
    assert len(kpis) == 17
    assert all(all(row) for row in kpis)
    assert len(page.app.expander) == 17
    assert not any(page.t("state.no_data") in row for row in kpis)


@pytest.mark.parametrize(
    ("code", "figure"),
    [
        ("CERT-01", "37 cities"),
        ("CERT-02", "35.24%"),
        ("CERT-06", "> 39.68%"),
        ("COV-03", "0.153%"),
        ("INV-06", "> 523.81 million baht per plan"),
        ("PPL-02", "73.33%"),
        ("PPL-04", "74.03%"),
    ],
)
def test_the_worked_values_are_on_screen(opening: Opening, code: str, figure: str) -> None:
    assert opening("definitions", lang="en").row(code)[2] == figure


def test_the_conflicts_of_the_record_and_no_others(opening: Opening) -> None:
    page = opening("definitions", lang="en", era="ce")
    (conflicts,) = [table for table in page.tables if len(table) == 10 and len(table[0]) == 3]
    kinds = [row[1] for row in conflicts]
    assert kinds.count(page.t("conflict_kind.cumulative_fall")) == 2
    assert kinds.count(page.t("conflict_kind.interval")) == 8
    certified = next(row[2] for row in conflicts if row[0] == "Certified smart cities")
    assert "36 cities (Jul 2023) [The Nation](https://" in certified
    assert "30 cities (23 Apr 2024) [Post Today](http://" in certified
    assert not any("126" in row[2] for row in conflicts)  # agrees with "over 120"


def test_every_document_and_file_is_listed(opening: Opening) -> None:
    page = opening("definitions", province="83")  # a filter narrows neither
    assert len(page.app.dataframe[0].value) == 336
    files = page.listings[1]
    assert all(int(row[4].replace(",", "")) for row in files)
    assert {row[6] for row in files} == {"0"}


def test_the_region_scheme_is_named(opening: Opening) -> None:
    page = opening("definitions")
    assert page.t("definitions.regions_note") in page.captions
    assert sum(int(row[1]) for row in page.tables[-1]) == 77
