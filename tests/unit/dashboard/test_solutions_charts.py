"""The squares of dimensions by evidence, as a specification."""

import polars as pl

from dashboard.pages.solutions import charts
from dashboard.reader.theme import LIGHT


def test_a_square_has_its_count_and_the_colour_of_its_class() -> None:
    frame = pl.DataFrame(
        {
            "dimension": ["พลังงาน", "พลังงาน", "พลเมือง", "พลเมือง"],
            "level": ["ผล", "แผน", "ผล", "แผน"],
            "count": [0, 1, 6, 20],
            "shown": ["ผล: 0", "แผน: 1", "ผล: 6", "แผน: 20"],
        }
    )
    spec = charts.matrix(frame, ["ผล", "แผน"], LIGHT).to_dict()
    squares, counts, names, heads = spec["layer"]
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rect", "text", "text", "text"]
    assert counts["encoding"]["text"]["field"] == "count"
    assert names["encoding"]["text"]["field"] == "dimension"
    assert heads["encoding"]["text"]["field"] == "level"
    assert squares["encoding"]["x"]["scale"]["domain"] == [0, 2]
    placed = max(spec["datasets"].values(), key=len)
    fills = {row["count"]: row["fill"] for row in placed}
    assert [fills[count] for count in (0, 1, 6, 20)] == [
        *(LIGHT.classes[0], LIGHT.classes[1], LIGHT.classes[3], LIGHT.classes[5]),
    ]
    assert spec["height"] == charts.HEAD + 2 * charts.ROW
