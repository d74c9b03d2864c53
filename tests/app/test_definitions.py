"""The definitions page: every KPI with its status, its passport, its sources; conflicts, files."""

from pathlib import Path

import duckdb
import pytest

from dashboard.reader.text import Lang, labels
from tests.app.conftest import Opened, Opening


def kpis(page: Opened) -> dict[str, list[str]]:
    """The rows of the list of KPIs by their names."""
    return {row[1]: row for row in page.listings[0]}


def passport(page: Opened) -> dict[str, str]:
    """The facts of the KPI that is open, by name."""
    facts = page.app.table[0].value
    return {
        str(name): str(fact).replace("\\", "").replace("\u00a0", " ")
        for name, fact in zip(facts.index, facts.iloc[:, -1], strict=True)
    }


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_kpi_has_a_status_and_what_stands_behind_it(
    opening: Opening, lang: Lang, warehouse: Path
) -> None:
    page = opening("definitions", lang=lang)
    with duckdb.connect(str(warehouse), read_only=True) as built:
        names = built.sql(f"select label_{lang} from meta.metric").fetchall()
    found = kpis(page)
    assert {(name,) for name in found} == set(names)
    assert len(found) == len(page.listings[0])
    assert all(all(row) for row in found.values())
    (counts,) = [text.value for text in page.app.markdown if "-badge[" in text.value]
    for status, name in labels("reporting_status", lang).items():
        rows = [row for row in found.values() if row[5] == name]
        assert f"[{name} {len(rows)}]" in counts
        instead = {"waiting": page.t("state.no_data"), "refused": name}  # of a figure
        if status in instead:
            assert {row[2] for row in rows} <= {instead[status]}
        elif status != "partly":
            assert page.t("state.no_data") not in {row[2] for row in rows}
    assert {row[5] for row in found.values()} <= set(labels("reporting_status", lang).values())


@pytest.mark.parametrize(
    ("code", "figure"),
    [
        ("CERT-01", "37 cities"),
        ("CERT-02", "35.24%"),
        ("CERT-06", "over 39.68%"),
        ("COV-03", "0.153%"),
        ("INV-06", "over 523.80 million baht per area"),
        ("PPL-02", "73.33%"),
        ("PPL-04", "74.03%"),
    ],
)
def test_the_worked_values_are_on_screen(opening: Opening, code: str, figure: str) -> None:
    (row,) = [row for row in opening("definitions", lang="en").listings[0] if row[0] == code]
    assert row[2] == figure


def test_the_address_opens_the_passport_of_its_kpi(opening: Opening) -> None:
    page = opening("definitions", lang="en", kpi="completion_rate")
    facts = passport(page)
    assert facts[page.t("definitions.code")] == "PPL-02"
    assert facts[page.t("definitions.latest")] == "73.33%"
    assert "some batches only" in facts[page.t("definitions.status")]
    assert "](https://" in facts[page.t("definitions.documents_of")]


def test_another_kpi_goes_into_the_address(opening: Opening) -> None:
    page = opening("definitions", lang="en")
    assert passport(page)[page.t("definitions.code")] == "CERT-01"
    page.app.selectbox(key="kpi").set_value("officials_trained").run()
    assert passport(page)[page.t("definitions.code")] == "PPL-05"
    assert page.app.query_params["kpi"] == "officials_trained"


def test_what_is_stated_beside_the_headline_is_shown(opening: Opening) -> None:
    page = opening("definitions", lang="en", kpi="certified_population", era="ce")
    facts = passport(page)
    assert facts[page.t("definitions.latest")] == page.t("state.no_data")
    assert "over 16,000,000 people (5 Nov 2021)" in facts[page.t("definitions.others")]


def test_a_ratio_that_is_refused_says_why(opening: Opening) -> None:
    page = opening("definitions", lang="en", kpi="mobilisation_ratio")
    facts = passport(page)
    refused = facts[page.t("definitions.refused")]
    assert refused.startswith(
        "over 30,900 million baht ÷ over 66,000 million baht: Reported private"
    )
    assert facts[page.t("definitions.status")].startswith("refused: Reported private")
    assert facts[page.t("definitions.latest")] == "refused"
    assert page.row("INV-04", "Mobilisation ratio")[2] == "refused"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_kpi_that_waits_names_its_form_and_who_fills_it_in(opening: Opening, lang: Lang) -> None:
    page = opening("definitions", lang=lang, kpi="reports_on_time")
    facts = passport(page)
    assert facts[page.t("definitions.latest")] == page.t("state.no_data")
    form = facts[page.t("tile.forms")]
    assert f"](health?lang={lang}&" in form
    assert "&form=agency_plan_progress)" in form
    title = form[1 : form.index("]")]
    assert page.t("tile.form", form=title) in facts[page.t("definitions.status")]


def test_the_matrix_lists_each_source_of_a_kpi(opening: Opening) -> None:
    page = opening("definitions", lang="en")
    rows = [row for row in page.listings[1] if row[0] == "COV-03"]
    assert [row[1:3] for row in rows] == [
        ["Public documents", "in the figures"],
        ["City data platforms", "awaited"],
        ["Engagement of local administrative organisations", "awaited"],
        ["Register of local administrative organisations", "awaited"],
    ]
    assert {tuple(row[3:5]) for row in rows[1:]} == {("–", "0")}
    assert rows[0][4] != "0"


def test_the_conflicts_of_the_record_and_no_others(opening: Opening) -> None:
    page = opening("definitions", lang="en", era="ce")
    (conflicts,) = [table for table in page.tables if len(table) == 10 and len(table[0]) == 4]
    kinds = [row[1] for row in conflicts]
    assert kinds.count(page.t("conflict_kind.cumulative_fall")) == 2
    assert kinds.count(page.t("conflict_kind.interval")) == 8
    assert [row[2] for row in conflicts].count(page.t("disagreement.real")) == 3
    certified = next(row[3] for row in conflicts if row[0] == "Certified smart cities")
    assert "36 cities (Jul 2023) [The Nation](https://" in certified
    assert "30 cities (23 Apr 2024) [Post Today](http://" in certified
    assert not any("126" in row[3] for row in conflicts)  # agrees with "over 120"


def test_every_document_and_file_is_listed(opening: Opening) -> None:
    page = opening("definitions", province="83")  # a filter narrows neither
    documents, files = page.listings[2:]
    assert len(documents) == 342
    assert all(row[7] == row[8] for row in files)
    assert {row[9] for row in files} == {"0"}


def test_the_region_scheme_is_named(opening: Opening) -> None:
    page = opening("definitions")
    assert page.t("definitions.regions_note") in page.captions
    assert sum(int(row[1]) for row in page.tables[-1]) == 77


def test_the_rows_behind_a_figure_are_told_in_words_and_add_up(opening: Opening) -> None:
    """(105 - 37) / 13 = 5.23 cities a month from today; two documents state 37, counted once."""
    page = opening("definitions", lang="en", era="ce", kpi="pace_gap")
    certified = "Certified smart cities"
    reported = page.t("nature.reported")
    assert page.row(f"target · {certified}", "105 cities")[2:6] == [
        "–", "105 cities", "19 Jun 2024", reported
    ]  # fmt: skip
    assert page.row(certified, "−37 cities")[2:6] == ["–", "37 cities", "27 Aug 2025", reported]
    assert page.row(certified, page.t("behind.agrees"))[6].startswith("[The Nation](https://")
    assert page.row(page.t("row_kind.deadline"))[1:4] == ["–", "13", "–"]
    (line,) = [text.value for text in page.app.markdown if text.value.startswith("Numerators")]
    assert line.replace("\\", "") == (
        "Numerators 68 cities ÷ denominators 13 = 5.23 cities per month, "
        "which equals the figure, 5.23 cities per month"
    )


def test_the_rows_are_of_the_chosen_place(opening: Opening) -> None:
    page = opening("definitions", lang="en", kpi="certified_cities", province="83")
    assert page.row("Phuket Smart City · logo renewed · Phuket")[1] == "1"
    assert page.row("Phuket Tinicon Valley · logo announced · Phuket")[1] == "1"
    assert any("2 cities, which equals the figure, 2 cities" in text.value
               for text in page.app.markdown)  # fmt: skip


def test_no_figure_and_no_row_each_say_so(opening: Opening) -> None:
    waiting = opening("definitions", kpi="reports_on_time")
    assert waiting.t("behind.none") in [info.value for info in waiting.app.info]
    empty = opening("definitions", kpi="certified_cities", province="93")
    assert empty.t("behind.zero") in [info.value for info in empty.app.info]


@pytest.mark.parametrize(("kpi", "is_there"), [("certified_cities", True), ("retention", False)])
def test_a_figure_of_several_moments_is_told_over_time(
    opening: Opening, kpi: str, is_there: bool
) -> None:
    page = opening("definitions", lang="en", kpi=kpi)
    titles = [title.value for title in page.app.subheader]
    assert (page.t("behind.over_time") in titles) == is_there
    assert (page.t("series.unrevised") in page.captions) == is_there


def test_the_checks_that_concern_a_kpi_are_listed(opening: Opening) -> None:
    page = opening("definitions", lang="en", kpi="planned_investment")
    assert page.row("The rows behind a figure do not give it.") == [
        "The rows behind a figure do not give it.", page.t("behind.not_found")
    ]  # fmt: skip


def test_the_passport_shows_when_documents_were_published_and_what_they_contradict(
    opening: Opening,
) -> None:
    page = opening("definitions", lang="en", era="ce", kpi="certified_cities")
    assert "](https://" in page.row("Certified smart cities", "37 cities")[5]
    assert page.row("Certified smart cities", "37 cities")[5].endswith("(27 Aug 2025)")
    opened = {expander.label: expander for expander in page.app.expander}
    (sides,) = [text.value for text in opened[page.t("tile.conflicts")].markdown]
    assert "36 cities (Jul 2023)" in sides
    assert "30 cities (23 Apr 2024)" in sides
    quiet = opening("definitions", lang="en", kpi="plan_zone_conversion")
    assert quiet.t("tile.conflicts") not in [expander.label for expander in quiet.app.expander]
