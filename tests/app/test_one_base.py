"""Attainment and the share on the count's own tile are of one target, whatever day or period."""

import re

import pytest

from tests.app.conftest import Opening
from tests.app.test_overview import tiles

COUNT = "เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"
SHARE = "ร้อยละความสำเร็จตามเป้าหมายเมืองอัจฉริยะ"


@pytest.mark.parametrize(
    ("query", "count", "share", "target"),
    [
        ({}, "37", "35", "105 เมือง ภายในปี พ.ศ. 2570"),  # 37/105
        (
            {"from": "2023", "to": "2023", "year": "fiscal"},
            "36",
            "36",
            "100 เมือง ภายในปี พ.ศ. 2567",
        ),
        ({"known": "2025-08-26"}, "36", "36", "100 เมือง ภายในปี พ.ศ. 2567"),
        ({"known": "2021-12-31"}, "15", "15", "100 เมือง ภายในปี พ.ศ. 2567"),
    ],
)
def test_both_say_one_share(
    opening: Opening, query: dict[str, str], count: str, share: str, target: str
) -> None:
    words = tiles(opening("overview", view="kpis", **query))
    assert words[COUNT].startswith(f"{count} เมือง")
    assert f"ร้อยละ {share} ของเป้าหมาย {target}" in words[COUNT]
    assert words[SHARE].startswith(f"{share}% ")


def test_no_change_is_shown_across_two_targets(opening: Opening) -> None:
    """37/105 of August 2568 is after the target of 105; the figure before it is of 100."""
    words = tiles(opening("overview", view="kpis"))[SHARE]
    assert not re.search("[▲▼]", words)


def test_a_count_of_a_secondary_source_alone_has_no_share_of_the_target(opening: Opening) -> None:
    words = tiles(opening("overview", view="kpis"))["เขตส่งเสริมเมืองอัจฉริยะที่ประกาศแล้ว"]
    assert words.startswith("190 พื้นที่")
    assert "ของเป้าหมาย 150" not in words
