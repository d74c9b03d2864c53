"""Rows that can hardly be meant are held: days that have not come, huge amounts, doubtful plans."""

from datetime import date

import polars as pl
import pytest

from etl.contract import Source, lineage
from etl.intake import plausible
from etl.intake.plausible import Known, Plan, date_meant
from etl.intake.register import known_plans
from etl.project import SHIPPED

RECEIVED = date(2026, 11, 29)
SOURCES = {source.name: source for source in SHIPPED.sources}
FLOWS, EVENTS = SOURCES["agency_investment_flows"], SOURCES["agency_plan_events"]
PLANS = {
    "yala": Plan("95", ("ยะลาเมืองอัจฉริยะ", "Yala Smart City")),
    "chiang-mai": Plan("50", ("เชียงใหม่เมืองอัจฉริยะ",)),
    "rayong": Plan("21", ("ระยองเมืองอัจฉริยะ",)),
}


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("30 กันยายน 2658", "30 กันยายน 2568"),  # two digits swapped
        ("๑ มกราคม ๒๖๕๗", "1 มกราคม 2567"),
        ("2115-09-30", "2025-09-30"),  # the same, as a spreadsheet keeps it
        ("1924-01-01", "2024-01-01"),
        ("1968-01-01", "2025-01-01"),  # 1/1/68, as a spreadsheet outside Thailand keeps it
        ("1/1/2467", "1/1/2567"),  # one digit wrong
        ("1/1/3110", "1/1/2567"),  # 543 added twice
        ("1/1/1481", "1/1/2024"),  # 543 taken away twice
        ("1/1/2570", ""),  # next year may be meant
        ("1/1/2567", ""),
        ("45351", "29/02/2567"),  # a day as spreadsheets count it
        ("ปีหน้า", ""),
    ],
)
def test_the_year_that_was_probably_meant(cell: str, meant: str) -> None:
    assert date_meant(cell, RECEIVED) == meant


@pytest.mark.parametrize("source", SHIPPED.sources, ids=lambda source: source.name)
def test_every_date_of_every_source_is_judged(source: Source) -> None:
    """Each column of dates or Buddhist years refuses the day after, but ends and deadlines."""
    columns = source.contract.columns()
    judged = [
        name for name, spec in columns.items() if spec.dtype == pl.Date or name.endswith("_year_be")
    ]
    assert source.ahead <= set(judged)
    for column in judged:
        is_date = columns[column].dtype == pl.Date
        late = date(2026, 11, 30) if is_date else 2570
        heading = lineage(source)[column][0]
        mapped = pl.DataFrame({column: [late], "_row": [2]})
        sent = pl.DataFrame({heading: ["x"], "_row": [2]})
        found = plausible._date_doubts(source, column, RECEIVED, sent, mapped)
        assert [doubt.reason for doubt in found] == (
            [] if column in source.ahead else ["future_date"]
        ), column


def flows(*amounts: tuple[str, float]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "_row": range(2, len(amounts) + 2),
            "amount_unit": [unit for unit, _ in amounts],
            "amount_thb": [value for _, value in amounts],
        },
        schema_overrides={"_row": pl.Int64, "amount_thb": pl.Float64},
    )


def held(known: Known, *amounts: tuple[str, float]) -> list[int]:
    mapped = flows(*amounts)
    sent = mapped.select("_row", pl.lit("1").alias(lineage(FLOWS)["amount_thb"][0]))
    return [doubt.row for doubt in plausible._amounts(FLOWS, sent, mapped, known)]


def test_an_amount_is_held_beyond_a_hundred_times_the_median_of_twenty() -> None:
    before = flows(*[("million_baht", 1e6 * number) for number in range(1, 21)])
    known = Known().with_accepted(FLOWS, before)
    assert held(known, ("million_baht", 1.05e9), ("million_baht", 1.06e9)) == [3]
    assert held(known, ("baht", 1.06e9)) == []  # another unit: too few, so the form's own bound


def test_an_amount_is_held_beyond_the_bound_of_the_form_where_too_few_are_known() -> None:
    before = flows(*[("million_baht", 1e6)] * 19)
    known = Known().with_accepted(FLOWS, before)
    assert held(known, ("million_baht", 1e11), ("million_baht", 1.1e11)) == [3]


def meant(code: str, name: str | None = None, province: str | None = None) -> str:
    return plausible._code_meant(code, name, province, PLANS)


def test_codes_that_look_like_typos_are_told_from_plans_of_their_own() -> None:
    assert [meant(code) for code in ("yalla", "chiangmai", "yaal", "chiang-mia")] == [
        *("yala", "chiang-mai"),
        *("", "chiang-mai"),
    ]
    assert meant("yaal", province="95") == "yala"  # two letters swapped, in the same province
    assert meant("chiangmai", province="50") == "chiang-mai"
    assert [meant(code) for code in ("yala-2", "pattani", "d-1")] == ["", "", ""]
    assert meant("chiang-rai", province="57") == ""  # the name of its own province
    assert meant("ranong", province="85") == ""
    assert meant("deep-south", "ยะลาเมืองอัจฉริยะ", "95") == "yala"  # a known name, another code
    assert meant("deep-south", "ยะลาเมืองอัจฉริยะ", "50") == ""


def test_a_plan_is_known_from_its_first_event_on() -> None:
    rows = pl.DataFrame(
        {"plan_key": ["betong"], "province_code": ["95"], "plan_name": ["เบตงน่าอยู่"]}
    )
    known = Known(PLANS).with_accepted(EVENTS, rows)
    assert known.plans["betong"] == Plan("95", ("เบตงน่าอยู่",))
    assert plausible.introduced(EVENTS, rows, known.plans) == {}
    assert Known(PLANS).with_accepted(FLOWS, flows()).plans == PLANS


def test_near_plans_are_named_by_code_and_by_name() -> None:
    assert plausible.near_plans("yala2", Plan("95", ("เมืองใหม่",)), PLANS) == ["yala"]
    assert plausible.near_plans("new-town", Plan("50", ("เมืองเชียงใหม่อัจฉริยะ",)), PLANS) == [
        "chiang-mai"
    ]
    assert plausible.near_plans("tak", Plan("63", ("ตากน่าอยู่",)), PLANS) == []


def test_the_register_is_known_and_a_project_without_one_knows_no_plan() -> None:
    plans = known_plans(SHIPPED.sources, SHIPPED.data, None)
    assert plans["yala"].province_code == "95"
    assert known_plans([FLOWS], SHIPPED.data, None) == {}
