"""The credit under a drawing: publishers by how many rows are theirs, and the days spoken of."""

from datetime import date

import polars as pl
import pytest

from dashboard.parts import layout

DEPA = "สำนักงานส่งเสริมเศรษฐกิจดิจิทัล (ดีป้า)"
ROWS = [  # publisher, as-of and its precision
    ("The Nation", date(2025, 8, 28), "day"),
    ("depa", date(2021, 12, 24), "day"),
    ("depa", date(2023, 7, 1), "month"),
    ("Matichon", None, None),
    ("Post Today", date(2024, 4, 23), "day"),
]


@pytest.mark.parametrize(
    ("rows", "credit"),
    [
        (ROWS[:1], "ที่มา: The Nation · ข้อมูล ณ 28 ส.ค. 2568"),
        (ROWS[1:3], f"ที่มา: {DEPA} · ข้อมูล ณ 24 ธ.ค. 2564 – ก.ค. 2566"),
        (ROWS[3:4], "ที่มา: มติชน · ข้อมูล ณ ไม่ระบุวันที่"),
        (ROWS, f"ที่มา: {DEPA}, The Nation, มติชน และอีก 1 แห่ง · ข้อมูล ณ 24 ธ.ค. 2564 – 28 ส.ค. 2568"),
        ([], "ที่มา: ไม่ระบุ · ข้อมูล ณ ไม่ระบุวันที่"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("shape", ["publisher", "documents"])
def test_publishers_and_days(
    rows: list[tuple[str, date | None, str | None]], credit: str, shape: str
) -> None:
    named: dict[str, pl.Series] = {
        "publisher": pl.Series([row[0] for row in rows], dtype=pl.String),
        "documents": pl.Series([[{"publisher": row[0], "title": "a title"}] for row in rows]),
    }
    frame = pl.DataFrame(
        {
            shape: named[shape],
            "title": pl.Series(["a title"] * len(rows), dtype=pl.String),
            "as_of": pl.Series([row[1] for row in rows], dtype=pl.Date),
            "as_of_precision": pl.Series([row[2] for row in rows], dtype=pl.String),
        }
    )
    assert layout.credit_of(frame).replace("\\", "") == credit  # safe in Markdown
