"""Both languages are complete, each code in the shipped data has a label, each named key exists."""

import ast
import csv
import re
import string
import tomllib
from pathlib import Path

import dataframely as dy
import pytest

from dashboard.navigation import PAGES
from dashboard.reader import text
from etl.project import SHIPPED

ROOT = Path(__file__).parents[3]
DATA = ROOT / "data"
CONTRACTS = {source.name: source.contract.columns() for source in SHIPPED.sources}
KEY = re.compile(r"[a-z_]+\.[a-z0-9_]+")

# code list of text.toml | source and column where its codes occur
CODED = [
    ("unit", "observations", "unit"),
    ("unit", "targets", "unit"),
    ("unit", "measures", "unit"),
    ("phase", "observations", "phase"),
    ("nature", "observations", "nature"),
    ("qualifier", "observations", "qualifier"),
    ("qualifier", "targets", "qualifier"),
    ("qualifier", "investments", "qualifier"),
    ("segment_kind", "observations", "segment_kind"),
    ("segment_kind", "targets", "segment_kind"),
    ("precision", "observations", "as_of_precision"),
    ("ladder_step", "plan_events", "ladder_step"),
    ("event_kind", "plan_events", "event_kind"),
    ("event_kind", "events", "kind"),
    ("date_basis", "plan_events", "date_basis"),
    ("precision", "plan_events", "date_precision"),
    ("precision", "events", "date_precision"),
    ("stage", "investments", "stage"),
    ("funder", "investments", "funder"),
    ("plan_set", "investments", "plan_set"),
    ("lead_org_type", "plans", "lead_org_type"),
    ("city_type", "plans", "city_type"),
    ("programme_kind", "plans", "programme"),
    ("location_precision", "plans", "location_precision"),
    ("evidence_level", "solutions", "evidence_level"),
    ("project_kind", "projects", "kind"),
    ("place_role", "cohort_places", "what"),
    ("document_kind", "documents", "kind"),
]


def shipped(source: str) -> Path:
    return max(DATA.glob(f"*/{source}/*/{source}.csv"))  # the newest edition


def values(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_each_entry_speaks_both_languages_with_the_same_values() -> None:
    for key, entry in text.entries().items():
        assert {"th", "en"} <= entry.keys() <= {"th", "en", "one"}, key
        own = key.startswith("parser.")  # in place of texts that end in a blank or a new line
        assert all(words and (own or words.strip() == words) for words in entry.values()), key
        told, said = values(entry["en"]), values(entry["th"])
        if "english" in told:  # a part that is worded by itself
            said = said - {"thai"} | {"english"}
        if key.startswith("refusal."):  # an operator may be told the library's words too
            said |= told & {"error"}
        assert said == told, key


def test_the_thai_is_composed_and_free_of_hidden_characters() -> None:
    hidden = re.compile("[\u200b\ufeff\u00a0]|\u0e4d\u0e32| {2}")
    assert hidden.search("ด\u0e4d\u0e32เนินการ")
    assert [key for key, entry in text.entries().items() if hidden.search(entry["th"])] == []


@pytest.mark.parametrize(("codes", "source", "column"), CODED)
def test_each_code_of_the_shipped_data_has_a_label(codes: str, source: str, column: str) -> None:
    with shipped(source).open(encoding="utf-8-sig", newline="") as file:
        found = {row[column] for row in csv.DictReader(file)} - {""}
    assert found
    assert found - set(text.labels(codes, "th")) == set()


def test_each_code_that_a_contract_allows_has_a_label() -> None:
    allowed = {
        (codes, code)
        for codes, source, column in [*CODED, ("gpp_status", "gpp", "status")]
        if isinstance(spec := CONTRACTS[source].get(column), dy.Enum)
        for code in spec.categories
    }
    assert ("gpp_status", "revised") in allowed
    assert {(codes, code) for codes, code in allowed if code not in text.labels(codes, "th")} == (
        set()
    )


def test_what_each_origin_card_says_has_a_label() -> None:
    cards = [tomllib.loads(path.read_text(encoding="utf-8")) for path in DATA.glob("*/*/*/*.toml")]
    assert cards
    for codes, key in (("source_kind", "kind"), ("licence", "licence")):
        assert {card[key] for card in cards} - set(text.labels(codes, "th")) == set(), codes


def test_each_key_that_the_code_names_exists() -> None:
    keys = text.entries().keys()
    sections = {key.partition(".")[0] for key in keys}
    named = {
        node.value
        for path in (ROOT / "dashboard").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if KEY.fullmatch(node.value) and node.value.partition(".")[0] in sections
        if not node.value.endswith((".py", ".toml"))
    }
    opening = {key for key in named if key.endswith("_")}  # of a key that ends in a value
    assert named
    assert named - opening - keys == set()
    assert [start for start in opening if not any(key.startswith(start) for key in keys)] == []


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_a_title(page: str) -> None:
    assert f"{page}.title" in text.entries()


def test_values_are_filled_in_by_name() -> None:
    assert text.t("table.all", "en", of=12) == "12 in all"


def test_a_code_without_a_label_is_shown_as_it_is() -> None:
    assert text.label("stage", "pledged", "th") == "pledged"
    assert text.label("stage", None, "en") == "not stated"
    assert text.label("stage", "planned", "th") == "ตามแผน"


def test_english_counts_one() -> None:
    assert [text.unit("cities", "en", count) for count in (1, 37, None)] == [
        "city",
        "cities",
        "cities",
    ]
    assert text.unit("cities", "th", 1) == "เมือง"
    assert text.unit("furlongs", "th") == "furlongs"


@pytest.mark.parametrize(
    ("code", "th", "en"),
    [
        ("THB_per_area", "บาทต่อพื้นที่", "baht per area"),
        ("baht_million_per_area", "ล้านบาทต่อพื้นที่", "million baht per area"),
        ("persons_per_agency", "คนต่อหน่วยงาน", "people per agency"),
        ("cities_per_month", "เมืองต่อเดือน", "cities per month"),
        ("persons_per_100k_residents", "คนต่อประชากร 1 แสนคน", "people per 100,000 residents"),
        ("persons_per_million_baht", "คนต่องบประมาณ 1 ล้านบาท", "people per million baht"),
    ],
)
def test_a_rate_is_put_together_unless_it_has_words_of_its_own(code: str, th: str, en: str) -> None:
    assert (text.unit(code, "th"), text.unit(code, "en")) == (th, en)


def test_one_of_a_rate_is_singular() -> None:
    assert text.unit("cities_per_month", "en", 1) == "city per month"


def test_the_unit_of_every_kpi_has_words() -> None:
    headers = [path.read_text(encoding="utf-8") for path in (ROOT / "sql/metrics").glob("*.sql")]
    units = {unit for header in headers for unit in re.findall(r'(?m)^unit = "(.+)"$', header)}
    assert units
    assert [unit for unit in units if "_" in text.unit(unit, "th") + text.unit(unit, "en")] == []
    assert [unit for unit in units if re.search("[a-z]", text.unit(unit, "th"))] == []


# Forms that an official, a statistician or a designer had mended: no text goes back to one.
MENDED = {
    "th": (
        *("สุขภาพข้อมูล", "โปรไฟล์", "กรณีนับเป็น", "เกิดขึ้นจริงต่อเดือน", "ต้องเพิ่มต่อเดือน นับจาก"),
        *("อัตราที่ต้องเพิ่มเทียบกับ", "ค่าสะสมที่ลดลง", "ค่าที่ไม่อาจเป็นจริงพร้อมกัน"),
        *("เป็นเวอร์ชันแรก", "เป้าหมายระดับประเทศทุกฉบับ", "แทนด้วย ", "ฉบับที่ใช้อยู่"),
        *("ตัวชี้วัดที่รอข้อมูล", "ไม่พบรายการ ถือ", "ทราบเพียงจังหวัด", "ระยะห่าง"),
        *("พักไว้รอตรวจสอบ", "หน่วยงานที่ให้ข้อมูลได้", "ที่เกิดขึ้นแล้ว", "ผู้เข้าร่วมแต่ละรุ่น "),
        *("ดัชนีขีดความสามารถในการแข่งขัน", "ดัชนีความพร้อมเขตส่งเสริม", "ยังไม่มีกิจกรรม"),
        *("ขัดแย้งกัน", "ไม่มีรางวัล", "เฉพาะภาษาอังกฤษ", "การประชุมวิชาการ", "ไม่มีแผน เขตส่งเสริม"),
        *("โครงการขนาดใหญ่อื่น (", "ที่นับได้)", "กดชื่อ", "กดรหัส", "กดที่", "กดเพื่อ", "กด “"),
        *("ชี้วัดแต่ละตัว", "ชี้วัดทุกตัว", "} ตัว ", "หนึ่งตัว"),
    ),
    "en": (
        *("assport", "Needed a month", "Seen a month", "Read as", "White-space"),
        *(
            "no two statements within",
            "fall of a cumulative count",
            "values that can't all be true",
        ),
        *("Statements up to", "KPIs that wait for data", "no document withdraws it"),
        *("its year has passed", "Within the record", "within their promise"),
        *("the last day that they speak of", "Not named in documents", "Data health", 'no award"'),
        *("Private investment mobilised", "Other large projects"),
    ),
}


@pytest.mark.parametrize("lang", text.LANGS)
def test_no_text_goes_back_to_a_form_that_was_mended(lang: text.Lang) -> None:
    heads = (ROOT / "sql" / "metrics").glob("*.sql")
    said = {path.stem: path.read_text(encoding="utf-8").partition("*/")[0] for path in heads}
    said |= {
        key: entry[lang] for key, entry in text.entries().items() if key != "target.verdict_judged"
    }
    assert [
        (where, form) for where, words in said.items() for form in MENDED[lang] if form in words
    ] == []
