"""Explore: all that documents state is found and told in full; places stand side by side."""

import json
import random
import re

import polars as pl
import pytest

from dashboard.pages.explore.statements import FACT, SHOWN
from dashboard.reader.text import labels
from dashboard.warehouse import pivot
from tests.app.conftest import Opened, Opening
from tests.cases import some


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
    page = opening("explore", lang="en", kind=kind)
    named = {row[0].partition(": ")[0] for row in found(page)}
    assert kind == FACT or named == {labels("record_kind", "en")[kind]}
    lines = " ".join(
        block.proto.body for block in page.app.get("html") if 'class="rows"' in block.proto.body
    )
    assert set(re.findall(r"open=(\w+)%3A", lines)) == {kind}  # each row opens in the drawer


def test_the_first_rows_are_listed_and_the_number_of_all_is_said(opening: Opening) -> None:
    page = opening("explore")
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
        ("เหตุการณ์ของแผน ภาคตะวันออกเฉียงเหนือ", "event of a plan: Khon Kaen"),  # kind and region
    ],
)
def test_words_are_found_however_they_are_written(opening: Opening, words: str, row: str) -> None:
    if words == "ด าเนินการ":
        spelt = total(opening("explore", words="ดำเนินการ"))
        assert total(opening("explore", words=words)) == spelt > 0
        return
    page = opening("explore", lang="en", words=words)
    assert any(row.lower() in " ".join(shown).lower() for shown in found(page)), found(page)


def test_what_is_not_there_is_said_and_not_left_blank(opening: Opening) -> None:
    page = opening("explore", words="ไม่มีคำนี้แน่นอน")
    assert page.t("explore.none") in {info.value for info in page.app.info}


def test_place_period_and_document_narrow_the_list(opening: Opening) -> None:
    whole = total(opening("explore"))
    assert 0 < total(opening("explore", province="83")) < whole
    assert 0 < total(opening("explore", **{"from": "2023", "to": "2023"})) < whole
    page = opening("explore", lang="en", doc="seed-001")
    # counts, its meeting, what it names, guidelines, and its own statements
    assert total(page) == 6 + 1 + 8 + 10 + 6


def test_what_was_not_known_on_a_day_is_not_found(opening: Opening) -> None:
    assert total(opening("explore", known="2023-06-13")) < total(opening("explore"))
    early = opening("explore", known="2023-06-13", words="OB126")
    assert early.t("explore.none") in {info.value for info in early.app.info}


@pytest.mark.parametrize("name", ["open", "row"])  # a link of before named it with `row`
def test_a_row_opens_in_the_drawer(opening: Opening, name: str) -> None:
    facts = facts_of(opening("explore", lang="en", **{name: "observation:OB126"}))
    assert facts["Value"] == "446 people"
    assert facts["Date"] == "14 Jun 2023"
    assert facts["Nature"] == "self-reported"
    assert "PPL-01" in facts["Used in KPIs"]
    assert "founding document" in facts["Source document"]


def test_the_drawer_tells_the_conflicts_of_its_row(opening: Opening) -> None:
    facts = facts_of(opening("explore", lang="en", open="observation:OB050"))
    assert "36 cities" in facts["Disagrees with"]


def test_a_row_that_is_not_there_is_said(opening: Opening) -> None:
    for row in ("observation:OB9999", "nonsense", "observation:"):
        page = opening("explore", open=row)
        assert page.t("explore.unknown") in {warning.value for warning in page.app.warning}


def test_a_row_of_several_provinces_is_one_line_for_each_with_its_code(opening: Opening) -> None:
    query = {"words": "IN075", "kind": "investment"}
    (one,) = found(opening("explore", lang="en", **query))
    each = found(opening("explore", lang="en", lines="province", **query))
    assert one[3].count(", ") + 1 == len(each) > 1
    assert sorted(row[3] for row in each) == one[3].split(", ")
    here = found(opening("explore", lang="en", lines="province", province="20", **query))
    assert [row[3] for row in here] == ["Chon Buri"]


# --------------------------------------------------------------------------------------- compare

THREE = {"view": "compare", "provinces": "50,40,83"}
CITIES = "certified_cities:plan_set:named:announced"


def lines(page: Opened) -> dict[str, list[str]]:
    """The table of what is compared: place and figure -> value, difference, rank, day."""
    (listed,) = page.listings
    return {row[0]: row[1:] for row in listed}


def infos(page: Opened) -> set[str]:
    return {info.value for info in page.app.info}


def drawn(page: Opened, column: str) -> list[pl.DataFrame]:
    """The rows of the drawings that have this column."""
    frames = [
        pl.read_ipc_stream(named.data.data)
        for chart in page.app.get("vega_lite_chart")
        for named in chart.proto.datasets
    ]
    return [frame for frame in frames if column in frame.columns]


def test_three_provinces_on_three_figures_with_difference_rank_and_share(opening: Opening) -> None:
    page = opening("explore", lang="en", **THREE)
    found = lines(page)
    assert len(found) == 9
    label = "Certified smart cities"
    assert found[f"Chiang Mai · {label}"][:3] == [
        *("3 cities", "the base", "2 of 77, shared by 2 · 8.11%")
    ]
    assert found[f"Khon Kaen · {label}"][1] == "\u22122 cities"
    assert found["Phuket · Registered population"][:2] == [
        "418,785 people",
        "\u22121,370,600 people",
    ]
    assert found["Phuket · Promotion zones declared"][:2] == [
        *("none named", page.t("explore.no_difference_missing"))
    ]


def test_a_rank_is_shared_in_the_words_of_an_office(opening: Opening) -> None:
    page = opening("explore", **THREE, province_figures=CITIES)
    assert "อันดับ 2 ร่วมกัน 2 จังหวัด (จาก 77)" in str(lines(page))


def test_a_bound_has_no_difference(opening: Opening) -> None:
    zones = "promotion_zones:plan_set:named:announced"
    page = opening("explore", lang="en", view="compare", provinces="10,50", province_figures=zones)
    found = lines(page)["Chiang Mai · Promotion zones declared"]
    assert found[:2] == ["at least 1 area", page.t("explore.no_difference_bound")]


def test_an_index_is_one_figure_over_places_and_editions(opening: Opening) -> None:
    page = opening(
        "explore", lang="en", view="compare", among="plan",
        plans="samyan,wangchan-valley,cmu", plan_figures="tscci_score",
    )  # fmt: skip
    found = lines(page)
    assert len(found) == 3
    assert found["Samyan Smart City · TSCCI score"][2] == "1 of 2"  # of its own list
    other = found["Wangchan Valley Smart City · TSCCI score"]
    assert other[:2] == ["84.85%", page.t("explore.no_difference_list")]
    assert "2024 edition" in other[3]
    scores = [row for row in page.app.multiselect[1].options if "TSCCI" in row]
    assert scores == ["TSCCI score"]


def test_regions_are_sums_and_ratios_of_sums(opening: Opening) -> None:
    page = opening(
        "explore", lang="en", view="compare", among="region", regions="north,south",
        region_figures="gpp_per_capita,population",
    )  # fmt: skip
    found = lines(page)
    assert found["North · GPP per capita"][0] == "130,685 baht"
    assert "%" not in found["North · GPP per capita"][2]
    assert "%" in found["North · Registered population"][2]


def test_batches_stand_side_by_side(opening: Opening) -> None:
    page = opening(
        "explore", lang="en", view="compare", among="batch", batches="SCA-2,SCA-1",
        batch_figures="provinces_reached:result",
    )  # fmt: skip
    (first, second) = lines(page).values()
    assert (first[0], second[0]) == ("74.03%", "28.57%")
    assert second[1] == "\u221245.45 percentage points"


def test_all_provinces_are_dots_and_the_chosen_have_lines_of_their_own(opening: Opening) -> None:
    page = opening("explore", lang="en", **THREE, province_figures="population")
    (dots,) = [frame for frame in drawn(page, "y") if "line" not in frame.columns]
    assert dots.height == 77
    (named,) = drawn(page, "line")
    assert named.filter(pl.col("line") > 0)["name"].to_list() == [
        *("Chiang Mai", "Khon Kaen", "Phuket")
    ]


def test_two_figures_are_drawn_of_all_provinces_and_the_same_one_is_refused(
    opening: Opening,
) -> None:
    page = opening("explore", **THREE, draw="scatter", x="population", y="gpp")
    (dots,) = drawn(page, "is_chosen")
    assert dots.height == 77
    assert set(dots.filter("is_chosen")["name"]) <= set(dots.filter("is_named")["name"])
    same = opening("explore", **THREE, draw="scatter", x="gpp", y="gpp")
    assert same.t("explore.scatter_same") in infos(same)


def test_each_chosen_figure_has_a_small_map(opening: Opening) -> None:
    page = opening("explore", **THREE, draw="maps")
    specs = [json.loads(chart.proto.spec) for chart in page.app.get("vega_lite_chart")]
    assert len([spec for spec in specs if spec["mark"]["type"] == "geoshape"]) == 3


def test_what_is_not_chosen_or_not_on_offer_is_said(opening: Opening) -> None:
    none = opening("explore", view="compare")
    assert none.t("explore.choose_places") in infos(none)
    one = opening("explore", view="compare", provinces="50")
    assert one.t("explore.choose_another") in infos(one)
    without = opening("explore", view="compare", provinces="50,40", province_figures="none")
    assert without.t("explore.choose_figures") in infos(without)
    wrong = opening("explore", view="compare", provinces="50,99,40")
    assert wrong.t("link.some") in {warning.value for warning in wrong.app.warning}
    assert len(lines(wrong)) == 6
    many = opening("explore", view="compare", provinces="10,11,12,13,14,15,16")
    assert many.t("link.some") in {warning.value for warning in many.app.warning}


def test_a_choice_goes_into_the_link(opening: Opening) -> None:
    page = opening("explore", view="compare")
    places, figures = page.app.multiselect
    places.set_value(["50", "40"]).run()
    assert page.app.query_params["provinces"] == "50,40"
    page.app.multiselect[1].set_value([]).run()
    assert page.app.query_params["province_figures"] == "none"
    page.app.multiselect[1].set_value(["population"]).run()
    assert page.app.query_params["province_figures"] == "population"
    assert len(lines(page)) == 2
    assert figures.label == page.t("explore.figures")


def test_a_province_of_the_filter_is_the_first(opening: Opening) -> None:
    page = opening("explore", view="compare", province="50")
    assert page.app.multiselect[0].value == ["50"]
    assert page.t("explore.of_all_places") in page.captions


# ----------------------------------------------------------------------------------------- pivot

PIVOT = {"view": "pivot"}


def table_of(page: Opened) -> dict[str, list[str]]:
    """The table of rows and columns: the name of a row -> its cells."""
    return {row[0]: row[1:] for row in page.listings[0]}


def warnings(page: Opened) -> set[str]:
    return {warning.value for warning in page.app.warning}


def said(page: Opened) -> str:
    words = " ".join([*page.captions, *(text.value for text in page.app.markdown)])
    return words.replace("\\", "")


def test_money_by_stage_and_province_is_the_table_that_is_shown_first(opening: Opening) -> None:
    page = opening("explore", lang="en", **PIVOT)
    found = table_of(page)
    assert found["Bangkok"] == ["4,000", "", ""]
    assert found["Phuket"] == ["", page.t("explore.not_added", count=4), "386"]
    assert found["Total"] == ["8,265", "15", "386"]
    by = page.t("explore.by_stage")
    assert page.t("explore.no_total_apart", by=by) in said(page)


def test_stages_and_whose_money_it_is_are_never_one_sum(opening: Opening) -> None:
    wide = {"columns": "year", **PIVOT}
    page = opening("explore", **wide)
    assert page.t("explore.refused_stage") in warnings(page)
    one = opening("explore", **wide, only="stage:planned,covers:plan")
    assert not warnings(one)
    mixed = opening("explore", **PIVOT, only="none")
    assert mixed.t("explore.refused_covers") in warnings(mixed)
    same = opening("explore", **PIVOT, rows="stage")
    assert same.t("explore.refused_same") in warnings(same)
    many = opening("explore", **PIVOT, measure="events", columns="province_code")
    assert any("12" in words for words in warnings(many))


def test_a_cell_opens_its_rows_whose_sum_it_is(opening: Opening) -> None:
    page = opening("explore", lang="en", **PIVOT, cell="83~disbursed")
    _, rows = page.listings
    assert [row[1] for row in rows] == ["386", "not added", "not added"]
    assert "Phuket · disbursed: 386, of rows that are added: 1 of 3" in said(page)
    gone = opening("explore", **PIVOT, cell="83~nonsense")
    assert gone.t("explore.cell_gone") in infos(gone)
    total = opening("explore", **PIVOT, cell="83~*")  # stages have none
    assert total.t("explore.cell_gone") in infos(total)


def test_a_total_of_ratios_is_the_ratio_of_sums(opening: Opening) -> None:
    page = opening("explore", lang="en", **PIVOT, measure="province_coverage")
    found = table_of(page)
    assert (found["South"][0], found["Southern Border"][0]) == ("72.73%", "100.00%")
    assert found["Total"][0] == "32.47%"  # 25 of 77, not the mean of six regions
    assert page.t("explore.total_ratio") in said(page)


def test_what_is_cumulative_has_no_total_and_says_so(opening: Opening) -> None:
    page = opening("explore", **PIVOT, measure="certified_population", rows="segment")
    assert "ยอดสะสม รวมกันไม่ได้" in said(page)
    assert page.t("explore.total") not in table_of(page)
    scores = opening("explore", **PIVOT, measure="tscci_score", rows="segment", columns="year")
    assert scores.t("explore.no_total") in said(scores)


def test_a_place_and_a_period_narrow_the_table(opening: Opening) -> None:
    page = opening("explore", lang="en", **PIVOT, measure="events", region="northeast")
    assert {*page.app.dataframe[0].value.columns} == {"Event", "Northeast"}
    none = opening("explore", **PIVOT, province="38", measure="amounts")
    assert none.t("explore.pivot_empty") in infos(none)


def test_what_is_not_named_is_of_the_country_alone(opening: Opening) -> None:
    page = opening("explore", lang="en", **PIVOT, measure="certified_cities")
    found = table_of(page)
    assert found["Central"][1] == ""  # no cities less than none
    assert found[page.t("explore.code_TH")][1] == "0"


def test_a_table_of_a_kpi_in_a_period_is_the_state_on_its_last_day(opening: Opening) -> None:
    page = opening("explore", lang="en", **PIVOT, measure="certified_cities", to="2022")
    assert table_of(page)["Total"] == ["30"]  # 37 today
    zones = opening("explore", lang="en", **PIVOT, measure="promotion_zones")
    assert table_of(zones)["Total"] == ["at least 29"]
    named = zones.t("explore.counted_set", segment="Named in public documents")
    assert named in said(zones)  # not the 190 that are announced
    alone = opening("explore", **PIVOT, measure="mobilised_investment")
    assert alone.t("explore.one_figure") in infos(alone)


def test_the_query_is_shown_with_what_it_was_given(opening: Opening) -> None:
    asked = pivot.Asked("amounts", "sum", 1, "province_code", "stage", [("covers", "plan")])
    text = asked.text("cells")
    assert "and coalesce(covers, '') in ($only_a)" in text
    assert "coalesce(province_code, '') as row_code" in text


# ------------------------------------------------------------------------------------------ link

STATES = {
    "statements": {
        "words": ["", "ขอนแก่น", "2566"],
        "kind": ["", "investment", "target"],
        "lines": ["", "province"],
        "region": ["", "north"],
    },
    "compare": {
        "among": ["province", "region", "plan", "batch"],
        "provinces": ["50,40", "10,83,20,21,50,40"],
        "regions": ["north,south", "east,central,south"],
        "plans": ["samyan,cmu", "mae-mo,phuket"],
        "batches": ["SCA-1,SCA-2", "SCA-2,logo-first-15"],
        "draw": ["", "scatter"],
        "province_figures": ["", f"{CITIES},gpp", "none"],
        "to": ["", "2023"],
    },
    "pivot": {
        "measure": ["", "events", "records", "money", "certified_cities", "tscci_score"],
        "rows": ["", "year", "stage", "region_code", "doc_id"],
        "columns": ["", "kind", "null", "nature"],
        "only": ["", "none", "stage:planned,covers:plan"],
        "cell": ["", "*~*"],
        "from": ["", "2021"],
    },
}


def drawn_words(page: Opened) -> tuple[object, ...]:
    mended = {page.t("link.choice"), page.t("link.some")}  # the link names what is there from then
    return page.listings, page.captions, sorted(infos(page)), sorted(warnings(page) - mended)


@pytest.mark.parametrize("seed", some(range(4), every=4))
@pytest.mark.parametrize("view", STATES)
def test_a_state_goes_through_its_link(opening: Opening, view: str, seed: int) -> None:
    """Random states: the link that the page makes of one shows the same in another window."""
    draw = random.Random(f"{view} {seed}")
    query = {name: draw.choice(options) for name, options in STATES[view].items()}
    first = opening("explore", view=view, **{name: of for name, of in query.items() if of})
    link = {
        name: value[0] if isinstance(value, list) else value
        for name, value in first.app.query_params.items()
    }
    link.pop("lang")
    again = opening("explore", **link)
    assert drawn_words(again) == drawn_words(first)
    assert dict(again.app.query_params) == dict(first.app.query_params)
