"""One figure by every way out: each carries its sign, unit, day, age and source, and the same."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import vl_convert

from dashboard.parts import pictures
from etl.cli import main
from sql import files
from tests.app.conftest import Opening
from tests.app.test_pictures import Picture, drawn
from tests.app.test_take import READ, Files, Row, file, from_csv, taken

__all__ = ["drawn", "taken"]
ZONES = "promotion_zones:plan_set:named:announced"
STATE = {"view": "compare", "provinces": "50,40", "province_figures": ZONES}
WORDS = "ไม่น้อยกว่า 1 พื้นที่"  # Chiang Mai's named zones, of which more are published
UNIT = {kind: "พื้นที่" if kind in files.PEOPLE else "areas" for kind in READ}
DAY, AGE = "23 พ.ย. 2566", "3 ปีก่อน"


def carries(row: Row, place: str, unit: str) -> None:
    """A row of a file has the figure and all that it needs; people are told the unit in words."""
    assert row[place] == "50"
    assert (float(str(row["value"])), row["qualifier"], row["unit"]) == (1, ">=", unit)
    assert str(row["as_of"])[:10] == "2023-11-23"
    assert str(row["age_days"]) == "1102"
    assert row["kpi"] == "CERT-04"
    assert row["source"]
    assert "http" in str(row["source_url"])
    assert row["licence"]
    assert row["build"]


@pytest.mark.parametrize("kind", READ)
def test_a_file_of_a_list(opening: Opening, taken: Files, kind: files.Format) -> None:
    opening("explore", lang="th", **STATE)
    row = READ[kind](file(taken, "compared", kind))[0]
    carries(row, "place_code", UNIT[kind])
    assert f"province_figures={ZONES.replace(':', '%3A')}" in str(row["link"])


@pytest.mark.parametrize("kind", READ)
def test_a_file_of_the_command(warehouse: Path, tmp_path: Path, kind: files.Format) -> None:
    assert warehouse.exists()
    assert main(["export", "CERT-04", "--format", kind, "--to", str(tmp_path), "--lang", "th"]) == 0
    (path,) = tmp_path.iterdir()
    rows = (row for row in READ[kind](path.read_bytes()) if row["place_code"] == "50")
    carries(next(rows), "place_code", UNIT[kind])


def test_a_picture(opening: Opening, drawn: list[Picture]) -> None:
    """What is written in an SVG; the PNG is drawn from the same, and its ink counted there."""
    opening("explore", lang="th", **STATE)
    ((_, picture, about),) = drawn
    svg = pictures.made(picture, "svg", about).decode()
    said = unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg)))
    for told in (WORDS, DAY, AGE, "ที่มา: ", about.link):
        assert told in said, told
    drawing = pictures.AM.sub("\u0e4d\\1\u0e32", pictures.drawing(picture, about))
    same = bytes(vl_convert.svg_to_png(drawing, scale=pictures.SCALE))
    assert pictures.made(picture, "png", about) == same


@pytest.mark.usefixtures("taken")
def test_what_is_copied(opening: Opening) -> None:
    """Rows to be pasted; and the link, which shows the figure, its day, age and documents again."""
    pasted, link = (box.value for box in opening("explore", lang="th", **STATE).app.code[-2:])
    carries(from_csv(pasted.encode(), "\t")[0], "place_code", "พื้นที่")
    page = opening("explore", **dict(parse_qsl(urlsplit(link).query)))
    row = page.row(f"เชียงใหม่ · {page.listings[0][0][0].partition(' · ')[2]}")
    assert row[1] == WORDS
    assert row[4] == f"{DAY} ({AGE}) · tigernews.tv"
