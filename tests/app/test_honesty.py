"""What makes a figure honest is on the page or one click away: each feature, where it stands.

One click: the link of a card opens `?open=kpi:…`, a tab of the drawer is `?part=…`.
"""

import re

import pytest

from tests.app.conftest import Opened, Opening
from tests.app.test_disputed import HISTORY

FEATURES = {  # feature -> (where it is, what is read there)
    "qualifier": ({}, "กว่า 66,000 ล้านบาท"),
    "as-of": ({}, "14 มิ.ย. 2566"),
    "age": ({}, "3 ปีก่อน"),
    "age of the headline": ({}, "15 เดือนก่อน"),
    "documents": ({}, "2 ฉบับ"),
    "secondary source": ({}, "ทุติยภูมิ"),
    "disagreement": ({}, "ไม่ตรงกัน"),
    "state of the age": ({"open": "kpi:CERT-01"}, "ล้าสมัย (อายุ 15 เดือน)"),
    "source": ({"open": "kpi:CERT-01"}, "nationthailand.com"),
    "both sides": ({"open": "kpi:CERT-01"}, "30 เมือง"),
    "why they disagree": ({"open": "kpi:CERT-01"}, "ต่างกันในสาระ"),
    "rows behind": ({"open": "kpi:CERT-01", "part": "rows"}, "ตรงกับตัวเลขที่แสดง"),
    "formula": ({"open": "kpi:CERT-01"}, "สูตร"),
    "definition": ({"open": "kpi:CERT-01", "part": "definition"}, "นิยาม"),
    "checks": ({"open": "kpi:CERT-01", "part": "checks"}, "ผ่าน"),
    "as first stated": ({"open": "kpi:CERT-01", **HISTORY}, "ไม่มีตัวเลขใด"),
    "no data, and who has it": ({"open": "kpi:REN-06"}, "หน่วยงานเจ้าของข้อมูล"),
    "point in time": ({"known": "2015-12-31"}, "31 ธันวาคม 2558"),
    "primary sources alone": ({"sources": "primary"}, "ปฐมภูมิ"),
    "build": ({}, "ข้อมูลชุดวันที่"),
}


def words(page: Opened) -> str:
    """All that a reader reads, without Markdown's escapes."""
    app = page.app
    texts = [*app.markdown, *app.caption, *app.subheader, *app.info, *app.warning]
    read = [element.value for element in texts] + [one.label for one in app.button]
    read += [re.sub(r"<[^>]+>", "", block.proto.body) for block in app.get("html")]
    read += [cell for rows in page.tables + page.listings for row in rows for cell in row]
    return "\n".join(read).replace("\\", "").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The words of the pages that were opened, each once."""
    return {}


@pytest.mark.parametrize("feature", FEATURES)
def test_it_is_one_click_away(opening: Opening, pages: dict[str, str], feature: str) -> None:
    where, read = FEATURES[feature]
    if str(where) not in pages:
        pages[str(where)] = words(opening("overview", **where))
    assert read in pages[str(where)]
