"""Every form filled with its example turns on the KPIs that wait for it; without them they wait.

Some KPIs take more than the one row of an example: a second event, stage, component or index, or
the day of the population register. Those rows are the example with the cells below. The
reporting status is the one of the definitions page, read from the page's own query.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from etl.build.build import build
from etl.build.diff import between
from etl.project import SHIPPED
from sql import warehouse as published
from tests.conftest import TODAY
from tests.golden.test_rows_behind import figures_without_their_rows
from tests.shipped import fill

FORMS = {source.name: source.template for source in SHIPPED.sources if source.template}
WAITS = {"waiting", "refused"}
BETONG = {
    "รหัสแผน": "betong",
    "ชื่อแผน": "เบตงเมืองอัจฉริยะ",
    "หน่วยงานเจ้าของแผน": "เทศบาลเมืองเบตง",
    "ตราสัญลักษณ์มีผลถึงวันที่": "",
}
EVENTS = [
    {"เหตุการณ์": "ยื่นแผน", "วันที่เกิดเหตุการณ์": "1 มีนาคม 2564", "ตราสัญลักษณ์มีผลถึงวันที่": ""},
    {},
    {
        "เหตุการณ์": "ต่ออายุตราสัญลักษณ์",
        "วันที่เกิดเหตุการณ์": "7 พฤศจิกายน 2566",
        "ตราสัญลักษณ์มีผลถึงวันที่": "6 พฤศจิกายน 2568",
    },
    {"เหตุการณ์": "ประกาศเขตส่งเสริม", "วันที่เกิดเหตุการณ์": "1 มิถุนายน 2564", "ตราสัญลักษณ์มีผลถึงวันที่": ""},
    BETONG | {"วันที่เกิดเหตุการณ์": "1 ธันวาคม 2564"},
    BETONG | {"เหตุการณ์": "ตราสัญลักษณ์สิ้นอายุ", "วันที่เกิดเหตุการณ์": "1 ธันวาคม 2566"},
]
COMPONENTS = (
    "วิสัยทัศน์และขอบเขตพื้นที่",
    "โครงสร้างพื้นฐาน",
    "แพลตฟอร์มข้อมูลเมือง",
    "บริการเมืองอัจฉริยะ",
    "การบริหารจัดการอย่างยั่งยืน",
)
IMD = {
    "ดัชนี": "IMD",
    "รหัสแผน": "",
    "จังหวัด": "กรุงเทพมหานคร",
    "คะแนน (ร้อยละ)": "",
    "อันดับ": "84",
    "จำนวนที่จัดอันดับ (แห่ง)": "146",
}
ROWS: dict[str, list[dict[str, str]]] = {
    "agency_plan_events": EVENTS,
    "agency_component_scores": [{"องค์ประกอบ": name} for name in COMPONENTS],
    "agency_index_scores": [{}, {"ดัชนี": "SCPRI"}, IMD],
    "agency_targets": [
        {"ค่าเป้าหมาย": "120", "กำหนดบรรลุเป้าหมาย": "พ.ศ. 2571", "วันที่ประกาศเป้าหมาย": "28 สิงหาคม 2568"},
        {
            "รหัสตัวชี้วัด": "INV-07",
            "ค่าเป้าหมาย": "300,000",
            "หน่วยนับ": "ล้านบาท",
            "วันที่ประกาศเป้าหมาย": "20 สิงหาคม 2568",
        },
    ],
    "agency_city_datasets": [
        {},
        {"รหัสชุดข้อมูล": "parks", "รายการคำอธิบายที่ระบุแล้ว (รายการ)": "14"},
    ],
    "agency_area_population": [{"ข้อมูล ณ วันที่": "31 ธันวาคม 2564"}],
    "agency_investment_flows": [
        {},
        {"รหัสรายการ": "2568-002", "สถานะวงเงิน": "ตามแผน", "จำนวนเงิน": "20"},
        {"รหัสรายการ": "2568-003", "สถานะวงเงิน": "ทำสัญญาหรือก่อหนี้ผูกพัน"},
        {
            "รหัสรายการ": "2568-005",
            "สถานะวงเงิน": "ทำสัญญาหรือก่อหนี้ผูกพัน",
            "แหล่งเงิน": "ภาคเอกชน",
            "จำนวนเงิน": "37.5",
        },
        {
            "รหัสรายการ": "2568-004",
            "สถานะวงเงิน": "มูลค่าทางเศรษฐกิจ",
            "วิธีประเมินมูลค่า": "ผลประโยชน์สะสมของโครงการตามรายงานประเมินผล",
        },
    ],
}
# metric, place, segment kind, segment, phase | value | numerator, denominator
WORKED: dict[tuple[str, ...], tuple[float, float, float]] = {
    # 12.5 of the municipality and 37.5 of a company are under contract, 37.5 of 50
    ("private_share", "95", "plan", "yala", "contracted"): (75, 37.5e6, 50e6),
    ("private_share", "95", "plan", "yala", "planned"): (0, 0, 20e6),
    ("private_share", "TH", "stage", "contracted", "result"): (75, 37.5e6, 50e6),
    # one of two open datasets has all 14 fields filled
    ("open_datasets_complete", "95", "plan", "yala", "result"): (50, 1, 2),
    # 35 officials on 21 June 2566, and 20 million baht of fiscal year 2566
    ("officials_per_million", "TH", "fiscal_year", "2566", "result"): (1.75, 35, 20),
    ("officials_per_million", "TH", "cohort", "SCA-2", "result"): (1.75, 35, 20),
    ("baht_per_official", "TH", "fiscal_year", "2566", "result"): (571_428.57, 20e6, 35),
    ("baht_per_official", "TH", "cohort", "SCA-2", "result"): (571_428.57, 20e6, 35),
    # 2 of 2 ambassadors of one province of 77 have a certificate
    ("completion_rate", "TH", "ambassadors", "SCA-2", "result"): (100, 2, 2),
    ("provinces_reached", "TH", "cohort", "SCA-2", "result"): (1.3, 1, 77),
    # the one body on the register takes part
    ("lao_engagement", "TH", "lao_type", "nakhon", "result"): (100, 1, 1),
    ("lao_engagement", "TH", "national", "TH", "result"): (100, 1, 1),
    # the one plan that was submitted became a zone; 20 million baht are planned for one plan
    ("plan_zone_conversion", "TH", "national", "TH", "result"): (100, 1, 1),
    ("planned_investment_per_plan", "TH", "national", "TH", "result"): (20e6, 20e6, 1),
}
QUERY = published.page_queries("definitions")["metrics"]


def statuses(path: Path) -> dict[str, tuple[str, str]]:
    """metric -> its code and its reporting status."""
    with duckdb.connect(str(path), read_only=True) as database:
        found = database.sql(
            f"select metric_id, code, status from ({QUERY})", params={"today": TODAY}
        ).fetchall()
    return {metric: (code, status) for metric, code, status in found}


@dataclass(frozen=True)
class Filled:
    """The build with every form."""

    path: Path
    statuses: dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    folder = tmp_path_factory.mktemp("filled")
    inbox = tmp_path_factory.mktemp("inbox")
    for source in FORMS:
        sent = fill(source, inbox, *ROWS.get(source, []))
        assert (sent.status, sent.quarantined) == ("filed", 0), str(sent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMARTCITY_INBOX", str(inbox))
        build(folder=folder)
    path = published.current(folder)
    return Filled(path, statuses(path))


def test_no_kpi_waits_once_its_forms_are_filled(filled: Filled) -> None:
    named = {code for template in FORMS.values() for code in template.kpis}
    assert named <= {code for code, _ in filled.statuses.values()}
    assert [metric for metric, (_, status) in filled.statuses.items() if status in WAITS] == []


def fed(built: Path) -> dict[str, set[str]]:
    """form -> the codes of the KPIs of which a figure is computed from it."""
    with duckdb.connect(str(built), read_only=True) as database:
        found = database.sql(
            "select distinct split_part(behind.statement_id, '/', 1), metric.code "
            "from metrics.figure_statement as behind inner join meta.metric as metric "
            "using (metric_id) where behind.statement_id like 'agency_%'"
        ).fetchall()
    return {form: {code for name, code in found if name == form} for form in FORMS}


def test_each_form_moves_the_kpis_that_it_names_and_no_other(filled: Filled) -> None:
    named = {form: set(template.kpis) for form, template in FORMS.items()}
    ours = ("HLT-",)  # of the record itself: ages and sources of all figures
    assert {
        form: {code for code in codes if not code.startswith(ours)}
        for form, codes in fed(filled.path).items()
    } == named


@pytest.mark.parametrize("row", WORKED, ids="-".join)
def test_a_variant_is_worked_by_hand(filled: Filled, row: tuple[str, ...]) -> None:
    with duckdb.connect(str(filled.path), read_only=True) as database:
        found = database.execute(
            "select round(value, 2), numerator, denominator, qualifier from metrics.metric_value "
            "where metric_id = ? and place_code = ? and segment_kind = ? and segment = ? "
            "and phase = ? and is_current",
            list(row),
        ).fetchall()
    assert found == [(*WORKED[row], "=")]


def test_the_rows_of_agencies_give_the_figures(filled: Filled, warehouse: Path) -> None:
    """Those of the KPIs that wait without them; the others are in `test_rows_behind.py`."""
    others = {metric for metric, (_, status) in statuses(warehouse).items() if status not in WAITS}
    with duckdb.connect(str(filled.path), read_only=True) as built:
        assert figures_without_their_rows(built, "country", others) == []


def test_without_the_files_they_wait(filled: Filled, warehouse: Path) -> None:
    """That taking them away gives the shipped build again is in `test_agency_files.py`."""
    shipped = statuses(warehouse)
    waiting = {metric for metric, (_, status) in shipped.items() if status in WAITS}
    assert waiting
    assert shipped.keys() == filled.statuses.keys()


def test_what_the_forms_move_is_split_into_parts_that_add_up(
    filled: Filled, warehouse: Path
) -> None:
    moved = [
        change
        for change in between(filled.path, warehouse).changes
        if change.kind == "value" and None not in {change.was_value, change.became_value}
    ]
    assert {"new"} < {part["part"] for change in moved for part in change.parts or []}
    for change in moved:
        by = (change.became_value or 0) - (change.was_value or 0)
        assert sum(part["change"] for part in change.parts or []) == pytest.approx(by), str(change)
