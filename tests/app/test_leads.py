"""What opens a page is worked out for its day, era and language; no sentence names a figure."""

import re
import tomllib
from pathlib import Path

import pytest

from dashboard.reader import text
from dashboard.reader.text import Lang
from tests.app.conftest import Opening

ROOT = Path(__file__).parents[2]
FIGURE = re.compile(r"(?<![{\d])\d{2,}[\d,.]* ?(?:เมือง|คน|แผน|พื้นที่|จังหวัด|ล้านบาท|บาท)")


@pytest.mark.parametrize(
    ("query", "lang", "words"),
    [
        ({}, "th", "เส้นทางสู่ 105 เมือง: กำหนดเลื่อนจาก 2565 เป็น 2567 และ 2570"),
        ({"era": "ce"}, "th", "เส้นทางสู่ 105 เมือง: กำหนดเลื่อนจาก 2022 เป็น 2024 และ 2027"),
        ({"era": "ce"}, "en", "The way to 105 cities: the year moved from 2022 to 2024 and 2027"),
        ({"known": "2021-12-31"}, "th", "เส้นทางสู่ 100 เมือง: กำหนดเลื่อนจาก 2565 เป็น 2567"),
        ({"known": "2020-08-31"}, "th", "เส้นทางสู่ 100 เมือง ภายในปี 2565"),
        ({"known": "2015-06-20"}, "th", "จำนวนเมืองที่ได้รับตราสัญลักษณ์ตามลำดับเวลา"),
    ],
)
def test_the_overview_opens_with_the_target_of_the_day(
    opening: Opening, query: dict[str, str], lang: Lang, words: str
) -> None:
    page = opening("overview", lang=lang, **query)
    assert words in [title.value.replace("\\", "") for title in page.app.subheader]


def test_no_lead_note_or_name_holds_a_figure_of_the_record() -> None:
    said = {
        key: entry["th"] for key, entry in text.entries().items() if key.endswith(("lead", "note"))
    }
    for path in (ROOT / "sql" / "metrics").glob("*.sql"):
        header = tomllib.loads(path.read_text(encoding="utf-8").split("*/")[0].removeprefix("/*"))
        said[f"{path.stem}.label"] = header["label"]["th"]
    assert {key: words for key, words in said.items() if FIGURE.search(words)} == {}
