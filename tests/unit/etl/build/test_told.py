"""What a build changes, as `python -m etl diff` tells it: in words, largest first, with reasons."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from etl.build import told
from etl.build.build import compare
from etl.build.diff import Change, Comparison, Name
from etl.cli import main
from etl.project import SHIPPED
from tests.fixtures.small import change, copied

KPI = Name("ก", "A share", "percent", "percent2")


@pytest.fixture(scope="module")
def editions() -> Comparison:
    """The record of 21 November against that of 29 November."""
    shipped = replace(SHIPPED, until=date(2026, 11, 29))
    return compare(project=shipped, edition=date(2026, 11, 21))


def since() -> Mapping[str, Mapping[str, frozenset[str]]]:
    return {source.name: source.since for source in SHIPPED.sources}


def moved(subject: str, before: float | None, now: float | None, **more: object) -> Change:
    """A figure of the country that has moved."""
    sides = {"was": "2025", "became": "2025", "was_value": before, "became_value": now}
    signs = {"was_qualifier": "=", "became_qualifier": "=", **more}
    return Change("value", subject, "TH", "national", "TH", "announced", **sides | signs)  # type: ignore[arg-type]


def tell(*changes: Change, lang: str = "en") -> list[str]:
    names = {("kpi", "share"): KPI, ("kpi", "count"): Name("ข", "A count", "cities", "integer")}
    names |= {("segment", "national/TH"): Name("ทั้งประเทศ", "Nationwide", "", "")}
    return told.tell(Comparison(list(changes), names), lang, {}).splitlines()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "en",
            [
                "KPIs with other figures: 1, the largest change first",
                "ONE-01 Cities",
                (
                    "  Nationwide: from 37 cities to 38 cities (+1 city). "
                    "Why: revised statements: 1, from C2"
                ),
                "Sources with a new or changed edition: 1 (Counts of cities: 5 rows)",
            ],
        ),
        (
            "th",
            [
                "ตัวเลขเปลี่ยนใน 1 ตัวชี้วัด เรียงจากที่เปลี่ยนมากที่สุด",
                "ONE-01 เมือง",
                "  ทั้งประเทศ: จาก 37 เมือง เป็น 38 เมือง (+1 เมือง) เพราะแก้ไขข้อมูลเดิม 1 รายการ จาก C2",
                "แหล่งข้อมูลที่มีฉบับใหม่หรือแก้ไข 1 แหล่ง: จำนวนเมือง 5 แถว",
            ],
        ),
    ],
)
def test_the_command_tells_it_in_either_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, lines: list[str]
) -> None:
    project = copied(tmp_path / "project")
    change(project, "C2", cities="38")
    assert main(["diff", "--lang", lang], project=project) == 0
    assert capsys.readouterr().out.splitlines() == lines


def test_the_largest_change_comes_first_as_a_share_of_the_figure() -> None:
    found = tell(moved("count", 100, 110), moved("share", 10, 20))
    assert found[1:] == [
        "A share",
        "  Nationwide: from 10.00% to 20.00% (+10.00 percentage points)",
        "A count",
        "  Nationwide: from 100 cities to 110 cities (+10 cities)",
    ]


def test_a_bound_is_cut_to_its_side_and_said_in_words() -> None:
    signs = {"was_qualifier": ">", "became_qualifier": "<="}
    found = tell(moved("share", 39.6825, 52.380952, **signs))
    assert found[2].startswith("  Nationwide: from over 39.68% to ")
    assert "52.39%" in found[2]


def test_what_stayed_with_another_day_and_what_came_are_told() -> None:
    days = {"was": "2020-07-02", "became": "2026-01"}
    assert tell(moved("count", 3, 3, **days))[2] == "  Nationwide: still 3 cities as of Jan 2026"
    assert tell(moved("count", None, 3), lang="th")[2] == ("  ทั้งประเทศ: จาก ไม่มีตัวเลข เป็น 3 เมือง")


def test_nothing_changed() -> None:
    assert tell() == ["nothing changed"]


@pytest.mark.parametrize(
    ("lang", "golden"),
    [
        (
            "en",
            [
                "CERT-01 Certified smart cities",
                (
                    r"  Named in public documents: from 30 cities to 37 cities \(\+7 cities\)\. "
                    r"Why: new statements: 7, from .+ · "
                    "provinces added: Ubon Ratchathani, Phang-nga, Surat Thani and 3 more \\+6 · "
                    r"provinces that were counted before \+1"
                ),
                r"    Chon Buri: from at least 1 city to 2 cities",
                r"  Not named in public documents: from 7 cities to 0 cities \(−7 cities\).*",
                (
                    r"  Nationwide: from over 100 areas as of 14 Jun 2023 to 190 areas "
                    r"as of Jan 2026 "
                    r"\(\+90 areas\)\. Why: new statements: 1, from .*"
                ),
                (
                    r"  Named in public documents: from 24\.68% to 32\.47% "
                    r"\(\+7\.79 percentage points\).*"
                ),
                r"New sources: 2 \(.*39 rows.*47 rows\)",
                r"Sources with a new or changed edition: 11 \(.*336 to 342 rows.*\)",
                r"New columns: 16 \(.*secondary.*note_th, subject_th.*\)",
                r"Tables with another number of rows: \d+, \+[\d,]+ rows in all",
            ],
        ),
        (
            "th",
            [
                "CERT-01 เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์",
                (
                    r"  ปรากฏชื่อในเอกสารสาธารณะ: จาก 30 เมือง เป็น 37 เมือง \(\+7 เมือง\) "
                    r"เพราะมีข้อมูลใหม่ 7 รายการ .*อุบลราชธานี, พังงา, สุราษฎร์ธานี และอีก 3 แห่ง \+6.*"
                ),
                "    ชลบุรี: จาก ไม่น้อยกว่า 1 เมือง เป็น 2 เมือง",
                r"แหล่งข้อมูลใหม่ 2 แหล่ง: .*",
            ],
        ),
    ],
)
def test_the_editions_of_the_record(editions: Comparison, lang: str, golden: list[str]) -> None:
    """37 - 30 = 7 more are named, 6 of them in provinces that had none and 1 in Chon Buri."""
    lines = told.tell(editions, lang, since()).splitlines()
    assert len(lines) < 80
    assert lines[1] == golden[0]  # the largest change of all: the seven that had no name
    missing = [line for line in golden if not any(re.fullmatch(line, told) for told in lines)]
    assert missing == []
    codes = r"\b(?:[a-z]+_){2,}[a-z]+\b"  # but for names of columns
    assert [line for line in lines if "note_th" not in line and re.search(codes, line)] == []
