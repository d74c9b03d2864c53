"""Definitions: every KPI with its status, documents, files, sources; a KPI's drawer."""

import re
from pathlib import Path

import duckdb
import pytest

from dashboard.pages.definitions.panels import RULES
from dashboard.reader.text import Lang, labels
from tests.app.conftest import Opened, Opening
from tests.cases import some
from tests.conftest import ROOT


def kpis(page: Opened) -> dict[str, list[str]]:
    """The rows of the list of KPIs by their names."""
    return {row[0].partition(" ")[2]: row for row in page.listings[0]}


def opened(opening: Opening, kpi: str, part: str, **query: str) -> Opened:
    """The page with the drawer open on one part of a KPI."""
    return opening("definitions", open=f"kpi:{kpi}", part=part, **query)


def titles(page: Opened) -> list[str]:
    """The headings on the page and in the drawer."""
    return [title.value for title in page.app.subheader]


def facts_of(page: Opened) -> dict[str, str]:
    """The facts that the drawer tells, by name."""
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
    for status, name in labels("reporting_status", lang).items():
        rows = [row for row in found.values() if row[3] == name]
        if status == "reported":
            said = page.t("definitions.reported", count=len(rows), of=len(found))
            assert said in titles(page)
        elif rows:
            assert any(f"{name} {len(rows)}" in caption.split(" · ") for caption in page.captions)
        instead = {"waiting": page.t("state.no_data"), "refused": name}  # of a figure
        if status in instead:
            assert {row[1] for row in rows} <= {instead[status]}
        elif status != "partly":
            assert page.t("state.no_data") not in {row[1] for row in rows}
    assert {row[3] for row in found.values()} <= set(labels("reporting_status", lang).values())


@pytest.mark.parametrize(
    ("words", "code"), [("เมืองอัจฉริยะ เป้าหมาย", "CERT-02"), ("Mobilisation", "INV-04")]
)
def test_a_kpi_is_found_by_words_of_either_language(
    opening: Opening, words: str, code: str
) -> None:
    page = opening("definitions")
    page.app.text_input(key="sought").set_value(words).run()
    found = [row[0].split()[0] for row in page.listings[0]]
    assert code in found
    assert len(found) < 10
    page.app.text_input(key="sought").set_value("ไม่มีคำนี้แน่นอน").run()
    assert page.t("glossary.none") in [info.value for info in page.app.info]


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
    rows = opening("definitions", lang="en").listings[0]
    (row,) = [row for row in rows if row[0].split()[0] == code and row[1] != "227 areas"]
    assert row[1] == figure


@pytest.mark.parametrize("link", [{"open": "kpi:PPL-02"}, {"kpi": "completion_rate"}])
def test_the_address_opens_the_drawer_of_its_kpi(opening: Opening, link: dict[str, str]) -> None:
    """A link of before named it with `kpi`."""
    page = opening("definitions", lang="en", part="definition", **link)
    facts = facts_of(page)
    assert facts[page.t("definitions.code")] == "PPL-02"
    assert facts[page.t("definitions.latest")] == "73.33%"
    assert "some batches only" in facts[page.t("definitions.status")]
    assert "](https://" in facts[page.t("definitions.documents_of")]


def test_each_row_opens_in_the_drawer_by_its_link(opening: Opening) -> None:
    """As a list on a phone, each row is a link; what is chosen in the grid opens the same."""
    page = opening("definitions", lang="en")
    (lines,) = [
        block.proto.body for block in page.app.get("html") if 'class="rows"' in block.proto.body
    ]
    assert "open=kpi%3ACERT-01" in lines
    assert "open=kpi%3ACERT-08" in lines


@pytest.mark.parametrize(
    "part", some(["figure", "rows", "definition", "history", "checks"], every=2)
)
def test_a_drawer_opens_on_the_part_that_its_link_names(opening: Opening, part: str) -> None:
    page = opened(opening, "CERT-01", part, lang="en")
    assert [tab.label for tab in page.app.tabs][-5:] == [
        page.t(f"drawer.{name}") for name in ("figure", "rows", "definition", "history", "checks")
    ]
    told = any("**37\u00a0cities**" in text.value for text in page.app.markdown)
    assert told  # above all parts
    assert (page.t("history.why") in titles(page)) == (part == "history")
    assert (page.t("tile.conflicts") in titles(page)) == (part == "figure")


def test_what_is_stated_beside_the_headline_is_shown(opening: Opening) -> None:
    page = opened(opening, "certified_population", "definition", lang="en", era="ce")
    facts = facts_of(page)
    assert facts[page.t("definitions.latest")] == page.t("state.no_data")
    assert "over 16,000,000 people (5 Nov 2021)" in facts[page.t("definitions.others")]


def test_a_ratio_that_is_refused_says_why(opening: Opening) -> None:
    page = opened(opening, "mobilisation_ratio", "definition", lang="en")
    facts = facts_of(page)
    refused = facts[page.t("definitions.refused")]
    assert refused.startswith(
        "over 30,900 million baht ÷ over 66,000 million baht: Reported private"
    )
    assert facts[page.t("definitions.status")].startswith("refused: Reported private")
    assert facts[page.t("definitions.latest")] == "refused"
    assert page.row("INV-04 Mobilisation ratio")[1] == "refused"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_kpi_that_waits_names_its_form_and_who_fills_it_in(opening: Opening, lang: Lang) -> None:
    page = opened(opening, "reports_on_time", "definition", lang=lang)
    facts = facts_of(page)
    assert facts[page.t("definitions.latest")] == page.t("state.no_data")
    form = facts[page.t("tile.forms")]
    assert "](health?" in form
    assert "&form=agency_plan_progress)" in form
    title = form[1 : form.index("]")]
    assert page.t("tile.form", form=title) in facts[page.t("definitions.status")]
    first = opened(opening, "reports_on_time", "figure", lang=lang)
    assert any(form in text.value for text in first.app.markdown)
    assert page.t("behind.none") in [info.value for info in first.app.info]


def test_the_matrix_lists_each_source_of_a_kpi(opening: Opening) -> None:
    page = opening("definitions", lang="en", view="files", file="matrix", **{"as": "table"})
    rows = [row for row in page.listings[0] if row[0].startswith("COV-03 ")]
    assert [row[1:3] for row in rows] == [
        ["Public documents", "in the figures"],
        ["Engagement of local administrative organisations", "awaited"],
        ["Register of local administrative organisations", "awaited"],
    ]
    assert {tuple(row[3:5]) for row in rows[1:]} == {("–", "0")}
    assert rows[0][4] != "0"


def test_every_document_and_file_is_listed(opening: Opening) -> None:
    """A filter narrows neither."""
    assert len(opening("definitions", province="83", view="documents").listings[0]) == 342
    files = opening("definitions", province="83", view="files").listings[0]
    assert len(files) > 30
    assert all(row[0] and row[1] and row[2] and row[4] for row in files)


def test_a_document_tells_when_it_was_published_and_why_it_is_known(opening: Opening) -> None:
    page = opening("definitions", lang="en", open="document:seed-003", era="ce")
    facts = facts_of(page)
    assert facts[page.t("table.published_on")] == "14 Jun 2023"
    assert facts[page.t("table.known_from")] == "14 Jun 2023"
    assert facts[page.t("table.known_basis")] == page.t("known_from_basis.published")
    assert facts[page.t("table.kind")]
    assert "](explore?" in facts[page.t("table.statements")]
    assert "doc=seed-003)" in facts[page.t("table.statements")]


def test_a_file_tells_its_rows_its_licence_and_where_it_comes_from(opening: Opening) -> None:
    (edition,) = (ROOT / "data" / "raw" / "gpp").iterdir()
    page = opening("definitions", lang="en", open=f"file:gpp/{edition.name}")
    facts = facts_of(page)
    assert facts[page.t("definitions.rows_read")] == facts[page.t("definitions.accepted")] == "77"
    assert facts[page.t("definitions.quarantined")] == "0"
    assert "](https://" in facts[page.t("definitions.file_title")]
    assert facts[page.t("definitions.licence")]
    assert page.t("definitions.file_note") in facts


def test_the_region_scheme_is_named(opening: Opening) -> None:
    page = opening("definitions", view="rules", rule="regions")
    assert page.t("definitions.regions_note") in page.captions
    assert sum(int(row[1]) for row in page.tables[-1]) == 77


def test_the_rules_for_figures_are_told(opening: Opening) -> None:
    page = opening("definitions", view="rules")
    (rules,) = [text.value for text in page.app.markdown if text.value.startswith("1. ")]
    assert len(rules.splitlines()) == RULES


def test_the_rows_behind_a_figure_are_told_in_words_and_add_up(opening: Opening) -> None:
    """(105 - 37) / 13 = 5.23 cities a month from today; two documents state 37, counted once."""
    page = opened(opening, "pace_gap", "rows", lang="en", era="ce")
    certified = "Certified smart cities"
    target = page.row(f"target · {certified}", "105 cities")
    assert target[2:] == ["–", "105 cities · 19 Jun 2024", "MGR Online"]
    count = page.row(certified, "−37 cities")
    assert count[2:] == ["–", "37 cities · 27 Aug 2025", "Matichon"]
    assert page.row(certified, page.t("behind.agrees"))[4] == "The Nation"
    assert page.row(page.t("row_kind.deadline"))[1:3] == ["–", "13"]
    (line,) = [text.value for text in page.app.markdown if text.value.startswith("Numerators")]
    assert line.replace("\\", "") == (
        "Numerators 68 cities ÷ denominators 13 = 5.23 cities per month, "
        "which equals the figure, 5.23 cities per month"
    )


def test_a_row_behind_a_figure_leads_to_its_document(opening: Opening) -> None:
    page = opened(opening, "pace_gap", "rows", lang="en")
    lines = " ".join(block.proto.body for block in page.app.get("html"))
    (opens,) = set(re.findall(r"open=(target%3A[A-Za-z0-9]+)", lines))
    row = opening("definitions", lang="en", open=opens.replace("%3A", ":"))
    facts = facts_of(row)
    assert facts[row.t("table.value")] == "105 cities"
    assert facts[row.t("table.nature")] == row.t("nature.reported")
    assert "](http" in facts[row.t("table.source")]


def test_the_rows_are_of_the_chosen_place(opening: Opening) -> None:
    page = opened(opening, "certified_cities", "rows", lang="en", province="83")
    named = page.row("Phuket Smart City · logo renewed · Phuket")
    assert named[1] == "1"
    assert named[4] == page.t("nature.reported")
    assert page.row("Phuket Tinicon Valley · logo announced · Phuket")[1] == "1"
    assert any("2 cities, which equals the figure, 2 cities" in text.value
               for text in page.app.markdown)  # fmt: skip


def test_no_figure_and_no_row_each_say_so(opening: Opening) -> None:
    waiting = opened(opening, "reports_on_time", "rows")
    assert waiting.t("behind.none") in [info.value for info in waiting.app.info]
    empty = opened(opening, "certified_cities", "rows", province="93")
    assert empty.t("behind.zero") in [info.value for info in empty.app.info]


@pytest.mark.parametrize(("kpi", "is_there"), [("certified_cities", True), ("retention", False)])
def test_a_figure_of_several_moments_is_told_over_time(
    opening: Opening, kpi: str, is_there: bool
) -> None:
    page = opened(opening, kpi, "history", lang="en")
    assert (page.t("series.unrevised") in page.captions) == is_there
    assert bool(page.app.get("vega_lite_chart")) == is_there


def test_the_checks_that_concern_a_kpi_are_listed(opening: Opening) -> None:
    page = opened(opening, "planned_investment", "checks", lang="en")
    assert page.row("The rows behind each figure give it.") == [
        "The rows behind each figure give it.", page.t("behind.not_found")
    ]  # fmt: skip


def test_the_drawer_shows_when_documents_were_published_and_what_they_contradict(
    opening: Opening,
) -> None:
    page = opened(opening, "certified_cities", "figure", lang="en", era="ce")
    texts = [text.value for text in page.app.markdown]
    assert any(re.search(r"\]\(https://[^)]*\), .*27 Aug 2025", text) for text in texts)
    (sides,) = [text for text in texts if "36 cities (Jul 2023)" in text and "Apr 2024" in text]
    assert "30 cities (23 Apr 2024)" in sides
    quiet = opened(opening, "plan_zone_conversion", "figure", lang="en")
    assert quiet.t("tile.conflicts") not in titles(quiet)


def test_the_drawer_names_the_build(opening: Opening, warehouse: Path) -> None:
    page = opened(opening, "certified_cities", "definition")
    with duckdb.connect(str(warehouse), read_only=True) as built:
        ((build,),) = built.sql("select build_id from meta.build").fetchall()
    assert facts_of(page)[page.t("layout.build")] == build
